//! Cities, counties and regions that are known by their names, and their countries.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Countries with the names, in lower case, of places that are meant to be there where no country or state is named. Sorted; a name stands
/// once.
const CITIES: [(&str, &str); 110] = [
    ("AE", "abu dhabi, ajman, al ain, dubai, dubai internet city, ras al khaimah, sharjah"),
    ("AL", "tirana"),
    ("AM", "yerevan"),
    (
        "AR",
        "bah\u{ed}a blanca, bariloche, buenos aires, buenos aires area, caba, capital federal, \
         ciudad aut\u{f3}noma de buenos aires, c\u{f3}rdoba argentina, gran buenos aires, la plata, \
         mar del plata, mendoza, neuqu\u{e9}n, rosario, salta, tandil, tucum\u{e1}n, ushuaia",
    ),
    (
        "AT",
        "amstetten, baden bei wien, bregenz, burgenland, dornbirn, eisenstadt, feldkirch, graz, hallein, \
         innsbruck, kapfenberg, klagenfurt, krems, kufstein, k\u{e4}rnten, leoben, leonding, linz, \
         lustenau, m\u{f6}dling, nieder\u{f6}sterreich, ober\u{f6}sterreich, ried im innkreis, salzburg, \
         sankt p\u{f6}lten, schwaz, schwechat, st. johann, st. p\u{f6}lten, steiermark, steyr, tirol, \
         traun, vienna, villach, vorarlberg, v\u{f6}cklabruck, wels, wien, wiener neudorf, \
         wiener neustadt, wolfsberg, zell am see",
    ),
    (
        "AU",
        "adelaide, albury, alice springs, ballarat, bendigo, brisbane, broome, bunbury, bundaberg, \
         burwood, byron bay, cairns, canberra, central coast, coffs harbour, darwin, docklands, dubbo, \
         fortitude valley, fremantle, geelong, gladstone, gold coast, greater sydney, hobart, \
         kalgoorlie, karratha, launceston, mackay, macquarie park, maroochydore, melbourne, \
         melbourne area, mildura, mount isa, north sydney, nsw, parramatta, perth, port hedland, qld, \
         rockhampton, shepparton, sunshine coast, sydney, sydney area, toowoomba, townsville, \
         wagga wagga, warrnambool, wollongong",
    ),
    ("BA", "banja luka, sarajevo"),
    ("BD", "chittagong, dhaka"),
    (
        "BE",
        "aalst, antwerp, antwerp area, antwerpen, arlon, bruges, brugge, brussel, brussels, \
         brussels area, bruxelles, charleroi, courtrai, diegem, flanders, genk, gent, ghent, hasselt, \
         ieper, kortrijk, la louvi\u{e8}re, leuven, liege, li\u{e8}ge, louvain, louvain-la-neuve, \
         mechelen, mons, mouscron, namur, oostende, ostend, roeselare, sint-niklaas, tournai, turnhout, \
         vilvoorde, vlaanderen, wallonie, waregem, waterloo belgium, wavre, ypres, zaventem",
    ),
    ("BG", "burgas, plovdiv, ruse, sofia, stara zagora, varna, veliko tarnovo"),
    ("BH", "manama"),
    ("BO", "cochabamba, la paz, santa cruz de la sierra"),
    (
        "BR",
        "belo horizonte, bel\u{e9}m, blumenau, brasilia, bras\u{ed}lia, campinas, cuiab\u{e1}, curitiba, \
         florian\u{f3}polis, fortaleza, goi\u{e2}nia, joinville, londrina, macei\u{f3}, manaus, \
         maring\u{e1}, minas gerais, natal, niter\u{f3}i, paran\u{e1}, porto alegre, porto digital, \
         recife, ribeir\u{e3}o preto, rio de janeiro, rio grande do sul, salvador, santa catarina, \
         santos, sao paulo, sorocaba, s\u{e3}o jos\u{e9} dos campos, s\u{e3}o paulo, uberl\u{e2}ndia, \
         vit\u{f3}ria",
    ),
    ("BY", "minsk"),
    (
        "CA",
        "abbotsford, ajax, barrie, brampton, brantford, burnaby, calgary, cape breton, charlottetown, \
         chicoutimi, coquitlam, corner brook, drummondville, edmonton, fort mcmurray, fredericton, \
         gatineau, grande prairie, greater toronto area, greater vancouver, gta, guelph, halifax, \
         hamilton ontario, iqaluit, kamloops, kanata, kelowna, kitchener, labrador, langley, lethbridge, \
         levis, lloydminster, longueuil, lower mainland, l\u{e9}vis, markham, medicine hat, mississauga, \
         moncton, montreal, montr\u{e9}al, montr\u{e9}al-est, moose jaw, nanaimo, new westminster, \
         newfoundland, niagara falls, north vancouver, oakville, oshawa, ottawa, pickering, \
         prince george, quebec city, qu\u{e9}bec city, red deer, regina, richmond hill, rimouski, \
         saguenay, saint john, saint-j\u{e9}r\u{f4}me, saskatoon, sault ste. marie, sherbrooke, \
         squamish, st. catharines, st. john's, sudbury, thunder bay, timmins, toronto, \
         trois-rivi\u{e8}res, vancouver, vancouver island, vaughan, victoria bc, whistler, whitehorse, \
         winnipeg, yellowknife",
    ),
    (
        "CH",
        "aarau, aargau, appenzell, baar, basel, basel-stadt, bellinzona, bern, berne, biel, biel/bienne, \
         bienne, burgdorf, b\u{fc}lach, chur, davos, del\u{e9}mont, dietikon, d\u{fc}bendorf, \
         frauenfeld, fribourg, geneva, genf, gen\u{e8}ve, glarus, graub\u{fc}nden, horgen, \
         kanton z\u{fc}rich, kloten, kriens, la chaux-de-fonds, langenthal, lausanne, lenzburg, liestal, \
         locarno, lucerne, lugano, luzern, martigny, montreux, muttenz, neuch\u{e2}tel, neuenburg, nyon, \
         olten, opfikon, rapperswil, regensdorf, renens, rotkreuz, schaffhausen, schlieren, schwyz, \
         sierre, sion, solothurn, spreitenbach, st. gallen, stans, sursee, thun, ticino, uster, valais, \
         vaud, vevey, visp, volketswil, wallis, wallisellen, winterthur, yverdon, yverdon-les-bains, \
         zofingen, zug, zurich, zurich area, z\u{fc}rich, z\u{fc}rich area",
    ),
    (
        "CL",
        "antofagasta, concepci\u{f3}n, la serena, las condes, providencia, puerto montt, santiago, \
         santiago de chile, temuco, valpara\u{ed}so, vi\u{f1}a del mar",
    ),
    (
        "CN",
        "beijing, beijing area, chengdu, chongqing, dalian, dongguan, guangzhou, hangzhou, nanjing, \
         ningbo, qingdao, shanghai, shenyang, shenzhen, suzhou, tianjin, wuhan, wuxi, xi'an, xiamen, \
         zhuhai",
    ),
    (
        "CO",
        "antioquia, barranquilla, bogota, bogot\u{e1}, bucaramanga, cali, cartagena de indias, \
         cundinamarca, c\u{fa}cuta, ibagu\u{e9}, manizales, medellin, medell\u{ed}n, pereira, \
         santa marta, soacha, villavicencio",
    ),
    ("CR", "alajuela, escaz\u{fa}, heredia, san jos\u{e9}"),
    ("CU", "havana, la habana"),
    ("CY", "larnaca, limassol, limassol area, nicosia, paphos"),
    (
        "CZ",
        "brno, hradec kr\u{e1}lov\u{e9}, jihlava, karlovy vary, liberec, mlad\u{e1} boleslav, olomouc, \
         opava, ostrava, pardubice, pilsen, plze\u{148}, prague, praha, zl\u{ed}n, \
         \u{fa}st\u{ed} nad labem, \u{10d}esk\u{e9} bud\u{11b}jovice",
    ),
    (
        "DE",
        "aachen, aalen, ahlen, albstadt, allg\u{e4}u, altenburg, amberg, ansbach, arnsberg, \
         aschaffenburg, augsburg, aurich, backnang, bad homburg, bad kreuznach, bad oldesloe, \
         bad t\u{f6}lz, baden-baden, bamberg, bautzen, bayreuth, bergisch gladbach, berlin, bernburg, \
         biberach, biberach an der ri\u{df}, bielefeld, bitburg, bocholt, bochum, bonn, borken, bottrop, \
         brandenburg an der havel, braunschweig, bremen, bremerhaven, bruchsal, buxtehude, \
         b\u{f6}blingen, castrop-rauxel, celle, cham, chemnitz, coburg, cologne, cottbus, cuxhaven, \
         dachau, darmstadt, deggendorf, delmenhorst, dessau, dessau-ro\u{df}lau, detmold, dingolfing, \
         donaueschingen, dormagen, dorsten, dortmund, dresden, duisburg, d\u{fc}ren, d\u{fc}sseldorf, \
         eberswalde, eisenach, emden, emmendingen, emsland, erding, erfurt, erkrath, erlangen, eschborn, \
         essen, esslingen, esslingen am neckar, euskirchen, flensburg, forchheim, frankenthal, \
         frankfurt, frankfurt (oder), frankfurt a. m., frankfurt am main, frankfurt/main, frechen, \
         freiberg, freiburg, freiburg im breisgau, freising, freudenstadt, friedrichshafen, fulda, \
         f\u{fc}rth, garbsen, garching, garmisch-partenkirchen, gelsenkirchen, gera, gerlingen, giessen, \
         gie\u{df}en, gifhorn, gladbeck, goslar, gotha, greifswald, greven, gummersbach, g\u{f6}ppingen, \
         g\u{f6}rlitz, g\u{f6}ttingen, g\u{fc}strow, g\u{fc}tersloh, hagen, halberstadt, hallbergmoos, \
         halle, halle (saale), halle an der saale, hamburg, hameln, hamm, hanau, hannover, hanover, \
         hattingen, heide, heidelberg, heidenheim, heilbronn, herford, herne, herrenberg, \
         herzogenaurach, hildesheim, hof, hoyerswerda, husum, h\u{fc}rth, ibbenb\u{fc}ren, \
         idar-oberstein, ilmenau, ingelheim, ingolstadt, iserlohn, ismaning, itzehoe, jena, j\u{fc}lich, \
         kaiserslautern, karlsruhe, kassel, kaufbeuren, kempten, kiel, kirchheim unter teck, kleve, \
         koblenz, konstanz, krefeld, kulmbach, k\u{f6}ln, k\u{fc}nzelsau, lahr, landau, \
         landsberg am lech, landshut, langenfeld, langenhagen, leer, leipzig, lemgo, leonberg, \
         leverkusen, lindau, lingen, lippstadt, luckenwalde, ludwigsburg, ludwigshafen, \
         ludwigshafen am rhein, l\u{f6}rrach, l\u{fc}bbecke, l\u{fc}beck, l\u{fc}denscheid, \
         l\u{fc}neburg, l\u{fc}nen, magdeburg, mainz, mannheim, marburg, marl, martinsried, meerbusch, \
         mei\u{df}en, melle, memmingen, meppen, merseburg, metzingen, minden, moers, mosbach, munich, \
         m\u{f6}nchengladbach, m\u{fc}hlhausen, m\u{fc}lheim, m\u{fc}lheim an der ruhr, m\u{fc}nchen, \
         m\u{fc}nsingen, m\u{fc}nster, m\u{fc}nsterland, naumburg, neckarsulm, neu-ulm, neubrandenburg, \
         neumarkt, neum\u{fc}nster, neuruppin, neuss, neustadt, neuwied, nienburg, norderstedt, \
         nordhausen, nordhorn, nrw, nuremberg, n\u{f6}rdlingen, n\u{fc}rnberg, n\u{fc}rtingen, \
         oberbayern, oberhausen, oberkochen, offenbach, offenbach am main, offenburg, oldenburg, \
         oranienburg, osnabr\u{fc}ck, ostwestfalen, ottobrunn, paderborn, papenburg, passau, peine, \
         pforzheim, pinneberg, pirmasens, planegg, plauen, potsdam, quedlinburg, radolfzell, rastatt, \
         ratingen, ravensburg, recklinghausen, regensburg, remscheid, rendsburg, reutlingen, rhein-main, \
         rhein-neckar, rheine, rosenheim, rostock, rottweil, ruhrgebiet, r\u{fc}sselsheim, \
         saarbr\u{fc}cken, saarlouis, salzgitter, sankt augustin, sauerland, schwabach, schwarzwald, \
         schwedt, schweinfurt, schwerin, schw\u{e4}bisch gm\u{fc}nd, schw\u{e4}bisch hall, siegburg, \
         siegen, sindelfingen, singen, sinsheim, soest, solingen, speyer, stade, stendal, stralsund, \
         straubing, stuttgart, stuttgart-vaihingen, suhl, sylt, taufkirchen, teltow, tettnang, \
         traunstein, trier, troisdorf, trossingen, tuttlingen, t\u{fc}bingen, uelzen, ulm, unna, \
         unterf\u{f6}hring, vechta, velbert, verden, viersen, villingen-schwenningen, waiblingen, \
         waldkirch, waldshut, walldorf, wangen, weiden, weilheim, weimar, weingarten, weinheim, \
         weissach, wernigerode, wesel, wetzlar, wiesbaden, wilhelmshaven, wismar, witten, wittenberg, \
         wolfenb\u{fc}ttel, wolfsburg, worms, wuppertal, w\u{fc}rzburg, zweibr\u{fc}cken, zwickau, \
         \u{fc}berlingen",
    ),
    (
        "DK",
        "aalborg, aarhus, ballerup, billund, copenhagen, copenhagen area, esbjerg, fredericia, \
         frederiksberg, helsing\u{f8}r, herning, hiller\u{f8}d, holstebro, horsens, jutland, kolding, \
         kongens lyngby, k\u{f8}benhavn, lyngby, n\u{e6}stved, odense, randers, roskilde, silkeborg, \
         svendborg, s\u{f8}nderborg, vejle, viborg, \u{e5}rhus",
    ),
    ("DO", "santiago de los caballeros, santo domingo"),
    ("DZ", "alger, algiers, oran"),
    ("EC", "guayaquil, quito"),
    ("EE", "p\u{e4}rnu, tallinn, tallinn area, tartu"),
    ("EG", "6th of october, alexandria egypt, cairo, giza, new cairo"),
    (
        "ES",
        "a coru\u{f1}a, albacete, alcal\u{e1} de henares, alcobendas, algeciras, alicante, almer\u{ed}a, \
         andaluc\u{ed}a, asturias, badajoz, badalona, baleares, barcelona, barcelona area, benidorm, \
         bilbao, burgos, canarias, castell\u{f3}n, catalunya, catalu\u{f1}a, ceuta, ciudad real, \
         c\u{e1}ceres, c\u{e1}diz, c\u{f3}rdoba espa\u{f1}a, donostia, el prat, elche, euskadi, \
         extremadura, ferrol, fuenlabrada, fuerteventura, galicia, gerona, getafe, gij\u{f3}n, girona, \
         gran canaria, granada, guip\u{fa}zcoa, hospitalet de llobregat, huelva, huesca, ibiza, \
         ja\u{e9}n, jerez, jerez de la frontera, l'hospitalet, la coru\u{f1}a, la rioja, lanzarote, \
         las palmas, las palmas de gran canaria, las rozas, legan\u{e9}s, lleida, logro\u{f1}o, lugo, \
         l\u{e9}rida, madrid, malaga, mallorca, marbella, matar\u{f3}, melilla, menorca, murcia, \
         m\u{e1}laga, m\u{f3}stoles, navarra, orense, ourense, oviedo, palencia, palma, \
         palma de mallorca, pamplona, pa\u{ed}s vasco, pontevedra, pozuelo de alarc\u{f3}n, reus, \
         sabadell, salamanca, san sebasti\u{e1}n, sant cugat, sant cugat del vall\u{e8}s, \
         santa cruz de tenerife, santander, santiago de compostela, segovia, sevilla, seville, soria, \
         tarragona, tenerife, terrassa, teruel, torrej\u{f3}n, torremolinos, tres cantos, valencia, \
         valladolid, vigo, vitoria, vitoria-gasteiz, zamora, zaragoza, \u{e1}vila",
    ),
    ("ET", "addis ababa"),
    (
        "FI",
        "espoo, helsinki, helsinki area, h\u{e4}meenlinna, joensuu, jyv\u{e4}skyl\u{e4}, kuopio, lahti, \
         lapland, lappeenranta, oulu, pori, rovaniemi, sein\u{e4}joki, tampere, turku, vaasa, vantaa",
    ),
    (
        "FR",
        "aix-en-provence, ajaccio, albi, alen\u{e7}on, alsace, amiens, angers, annecy, annecy-le-vieux, \
         annemasse, antibes, archamps, arles, arras, aubagne, aurillac, auvergne, \
         auvergne-rh\u{f4}ne-alpes, auxerre, avignon, bastia, bayonne, beauvais, belfort, besan\u{e7}on, \
         biarritz, blagnac, blois, bordeaux, boulogne-billancourt, bourg-en-bresse, bourges, brest, \
         bretagne, brive, brive-la-gaillarde, b\u{e9}ziers, caen, calais, cannes, carcassonne, cergy, \
         cergy-pontoise, chalon-sur-sa\u{f4}ne, chamb\u{e9}ry, chartres, cherbourg, cholet, \
         ch\u{e2}lons-en-champagne, ch\u{e2}teauroux, clermont-ferrand, clichy, colmar, colombes, \
         compi\u{e8}gne, corse, courbevoie, crolles, cr\u{e9}teil, dax, dieppe, digne, dijon, dole, \
         douai, dunkerque, finist\u{e8}re, fontainebleau, foug\u{e8}res, gap, gennevilliers, gironde, \
         grand est, grasse, grenoble, guadeloupe, guingamp, haute-savoie, hauts-de-france, hy\u{e8}res, \
         issy-les-moulineaux, is\u{e8}re, ivry-sur-seine, la baule, la ciotat, la courneuve, \
         la d\u{e9}fense, la roche-sur-yon, la rochelle, la r\u{e9}union, lannion, laval, le havre, \
         le mans, le puy-en-velay, lens, levallois-perret, libourne, lille, limoges, lorient, lorraine, \
         lourdes, lyon, marseille, massy, meaux, melun, mende, menton, metz, meudon, meylan, \
         mont-de-marsan, montauban, montb\u{e9}liard, montlu\u{e7}on, montpellier, montreuil, montrouge, \
         morlaix, moulins, mulhouse, m\u{e2}con, nancy, nanterre, nantes, narbonne, neuilly-sur-seine, \
         nevers, nice, niort, noisy-le-grand, normandie, nouvelle-aquitaine, n\u{ee}mes, occitanie, \
         orl\u{e9}ans, oyonnax, paca, pantin, paris, paris-saclay, pau, pays de la loire, perpignan, \
         poitiers, pontoise, provence, puteaux, p\u{e9}rigueux, quimper, reims, rennes, roanne, \
         rochefort, rodez, roissy, roubaix, rouen, rueil-malmaison, r\u{e9}gion parisienne, saclay, \
         saint-brieuc, saint-cloud, saint-denis, saint-germain-en-laye, saint-malo, saint-nazaire, \
         saint-ouen, saint-quentin, saint-quentin-en-yvelines, saint-\u{e9}tienne, saintes, savoie, \
         sedan, sens, soissons, sophia antipolis, sophia-antipolis, strasbourg, suresnes, s\u{e8}te, \
         tarbes, thionville, toulon, toulouse, tourcoing, tours, troyes, tulle, valenciennes, vannes, \
         verdun, versailles, vichy, villejuif, villeurbanne, vincennes, vitry-sur-seine, vitr\u{e9}, \
         voiron, v\u{e9}lizy, v\u{e9}lizy-villacoublay, \u{e9}pinal, \u{e9}vreux, \u{e9}vry, \
         \u{ee}le-de-france",
    ),
    (
        "GB",
        "aberdare, aberdeen, aberystwyth, accrington, aldershot, alnwick, altrincham, andover, anglesey, \
         armagh, ashford, aylesbury, ayr, bakewell, ballymena, banbury, bangor, barnet, barnsley, \
         barrow-in-furness, barry, basildon, basingstoke, bath, batley, bedford, belfast, berkshire, \
         berwick-upon-tweed, bexley, birmingham, blackburn, blackpool, bolton, bootle, bournemouth, \
         bracknell, bradford, brentwood, bridgend, bridgwater, brighton, bristol, bromley, \
         buckinghamshire, burnley, burton upon trent, bury st edmunds, buxton, caerphilly, camberley, \
         cambridge, camden, canary wharf, cannock, canterbury, cardiff, carlisle, carmarthen, \
         central london, chatham, chelmsford, cheltenham, cheshire, chester, chesterfield, chichester, \
         chippenham, chorley, cirencester, city of london, clacton, colchester, coleraine, corby, \
         cornwall, coventry, craigavon, crawley, crewe, croydon, cumbria, dagenham, darlington, \
         dartford, daventry, derby, derry, devon, dewsbury, didcot, doncaster, dorchester, dorking, \
         dorset, dover, dudley, dumfries, dundee, dunfermline, durham, ealing, east anglia, \
         east kilbride, east london, eastbourne, eastleigh, edinburgh, elgin, ely, enfield, enniskillen, \
         epsom, essex, evesham, exeter, falkirk, falmouth, fareham, farnborough, farnham, felixstowe, \
         fishguard, folkestone, fort william, gateshead, gillingham, glasgow, glossop, gloucester, \
         gloucestershire, gosport, grantham, gravesend, great yarmouth, greater london, \
         greater manchester, greenock, greenwich, grimsby, guildford, hackney, halesowen, hampshire, \
         harlow, harrogate, harrow, hartlepool, harwell, hastings, hatfield, haverfordwest, hay-on-wye, \
         hebden bridge, hemel hempstead, hereford, hertford, hertfordshire, hexham, high wycombe, \
         hinckley, home counties, horsham, hounslow, hove, huddersfield, hull, huntingdon, inner london, \
         inverness, ipswich, isle of wight, islington, keighley, kendal, kent, kettering, kidderminster, \
         kilmarnock, king's lynn, kings lynn, kingston upon hull, kingston upon thames, kirkcaldy, \
         kirkwall, lake district, lancashire, lancaster, leamington spa, leatherhead, leeds, leicester, \
         leicestershire, lerwick, lewes, lichfield, lincoln, lincolnshire, lisburn, liverpool, \
         livingston, llandudno, llanelli, london, londonderry, loughborough, lowestoft, ludlow, luton, \
         macclesfield, maidenhead, maidstone, manchester, mansfield, margate, matlock, merseyside, \
         merthyr tydfil, middlesbrough, milton keynes, morecambe, motherwell, neath, newbury, newcastle, \
         newcastle upon tyne, newmarket, newport, newquay, newry, newton abbot, norfolk, north london, \
         north yorkshire, northampton, norwich, nottingham, nuneaton, oban, oldham, omagh, orkney, \
         ormskirk, oxford, oxfordshire, paisley, peak district, penrith, penzance, perthshire, \
         peterborough, plymouth, pontypridd, poole, port talbot, portsmouth, preston, reading, redditch, \
         redhill, reigate, rhyl, richmond upon thames, rochdale, rochester, romford, rotherham, \
         royal tunbridge wells, rugby, ruislip, runcorn, salford, salisbury, sandwich, scarborough, \
         scunthorpe, sevenoaks, sheffield, shetland, shrewsbury, shropshire, sittingbourne, skipton, \
         slough, solihull, somerset, south london, south shields, southampton, southend, \
         southend-on-sea, southport, southwark, st albans, st andrews, st helens, st ives, stafford, \
         staffordshire, staines, stevenage, stirling, stockport, stockton-on-tees, stoke-on-trent, \
         stourbridge, stratford-upon-avon, stroud, suffolk, sunderland, surrey, sussex, \
         sutton coldfield, swansea, swindon, tamworth, taunton, telford, thames valley, thurso, \
         tonbridge, torquay, trowbridge, truro, tunbridge wells, tyne and wear, ullapool, uxbridge, \
         wakefield, walsall, walthamstow, warrington, warwick, warwickshire, watford, wellingborough, \
         wembley, west bromwich, west london, west midlands, weston-super-mare, weymouth, whitby, \
         whitehaven, widnes, wigan, wiltshire, wimbledon, winchester, windsor, woking, wokingham, \
         wolverhampton, worcester, worcestershire, workington, worthing, wrexham, yeovil, york, yorkshire",
    ),
    ("GG", "st peter port"),
    ("GH", "accra, kumasi, takoradi"),
    ("GR", "athens, chania, crete, heraklion, ioannina, patras, piraeus, rhodes, thessaloniki"),
    ("GT", "antigua guatemala, ciudad de guatemala, guatemala, guatemala city, quetzaltenango"),
    ("HK", "kowloon, tsim sha tsui, wan chai"),
    ("HN", "san pedro sula, tegucigalpa"),
    ("HR", "osijek, pula, rijeka, split, zadar, zagreb"),
    (
        "HU",
        "budapest, debrecen, gy\u{151}r, kecskem\u{e9}t, miskolc, p\u{e9}cs, szeged, \
         sz\u{e9}kesfeh\u{e9}rv\u{e1}r, veszpr\u{e9}m",
    ),
    (
        "ID",
        "bali, bandung, batam, bekasi, denpasar, jakarta, jakarta selatan, medan, semarang, surabaya, \
         tangerang, yogyakarta",
    ),
    (
        "IE",
        "athlone, ballina, bray, carlow, castlebar, cavan, clonmel, co. cork, co. dublin, co. galway, \
         co. kerry, co. kildare, co. meath, co. wicklow, cork, county clare, county cork, county dublin, \
         county galway, county kerry, county mayo, donegal, drogheda, dublin, dublin area, \
         dun laoghaire, dundalk, ennis, enniscorthy, galway, greater dublin, kerry, kildare, kilkenny, \
         killarney, leixlip, letterkenny, limerick, longford, maynooth, mayo, meath, mullingar, naas, \
         navan, nenagh, newbridge, portlaoise, roscommon, shannon, sligo, swords, tallaght, thurles, \
         tipperary, tralee, tuam, tullamore, waterford, westport, wexford, wicklow",
    ),
    (
        "IL",
        "beer sheva, beersheba, haifa, herzliya, hod hasharon, jerusalem, kfar saba, netanya, \
         petah tikva, ra'anana, raanana, ramat gan, rehovot, rishon lezion, tel aviv, tel aviv-yafo, \
         yokneam",
    ),
    (
        "IN",
        "ahmedabad, bangalore, bengaluru, bengaluru urban, bhopal, bhubaneswar, chandigarh, chennai, \
         coimbatore, delhi, delhi ncr, electronic city, faridabad, gandhinagar, ghaziabad, goa, \
         greater noida, gurgaon, gurugram, guwahati, hubli, hyderabad, hyder\u{101}b\u{101}d, indore, \
         jaipur, kanpur, kochi, kolkata, lucknow, ludhiana, madurai, mangalore, mangaluru, mohali, \
         mumbai, mysore, mysuru, nagpur, nashik, navi mumbai, ncr, new delhi, noida, patna, pondicherry, \
         pune, raipur, rajkot, ranchi, secunderabad, surat, thane, thiruvananthapuram, tiruchirappalli, \
         trivandrum, vadodara, vijayawada, visakhapatnam, vizag, whitefield",
    ),
    ("IS", "akureyri, reykjavik, reykjav\u{ed}k"),
    (
        "IT",
        "ancona, arezzo, bari, bergamo, bologna, bolzano, bozen, brescia, brindisi, cagliari, caserta, \
         catania, como, cosenza, cremona, emilia-romagna, ferrara, firenze, florence, foggia, \
         forl\u{ec}, genoa, genova, imola, ivrea, la spezia, lecce, livorno, lombardia, lucca, mantova, \
         messina, mestre, milan, milano, modena, monza, naples, napoli, novara, padova, palermo, parma, \
         pavia, perugia, pescara, piacenza, piemonte, pisa, pordenone, prato, ravenna, reggio emilia, \
         rimini, roma, rome, salerno, sardegna, sassari, sicilia, siena, siracusa, taranto, torino, \
         toscana, trento, treviso, trieste, turin, udine, varese, veneto, venezia, venice, verona, \
         vicenza",
    ),
    ("JE", "st helier"),
    ("JM", "montego bay"),
    ("JO", "amman"),
    (
        "JP",
        "chiba, fukuoka, hiroshima, kanagawa, kawasaki, kobe, kyoto, minato-ku, nagoya, naha, okinawa, \
         osaka, saitama, sapporo, sendai, shibuya, shinjuku, tokyo, tokyo area, tsukuba, \
         t\u{14d}ky\u{14d}, yokohama",
    ),
    ("KE", "eldoret, kisumu, mombasa, nairobi, naivasha, nakuru, thika"),
    ("KH", "phnom penh"),
    ("KR", "busan, daegu, daejeon, gwangju, incheon, pangyo, seongnam, seoul, suwon, ulsan"),
    ("KW", "kuwait city"),
    ("KZ", "almaty, astana"),
    ("LB", "beirut"),
    ("LI", "vaduz"),
    ("LK", "colombo, kandy"),
    ("LT", "kaunas, klaip\u{117}da, vilnius, \u{161}iauliai"),
    ("LU", "esch-sur-alzette, kirchberg, luxembourg city, luxembourg-ville"),
    ("LV", "daugavpils, liep\u{101}ja, riga, r\u{12b}ga"),
    (
        "MA",
        "agadir, casablanca, f\u{e8}s, k\u{e9}nitra, marrakech, marrakesh, mekn\u{e8}s, rabat, tanger, \
         tangier",
    ),
    ("MC", "monte carlo"),
    ("MD", "chisinau, chi\u{219}in\u{103}u"),
    ("ME", "podgorica"),
    ("MK", "skopje"),
    ("MT", "birkirkara, msida, san \u{121}iljan, sliema, st julian's, st. julian's, valletta"),
    (
        "MX",
        "aguascalientes, canc\u{fa}n, cdmx, chihuahua, ciudad de m\u{e9}xico, ciudad ju\u{e1}rez, \
         culiac\u{e1}n, estado de m\u{e9}xico, guadalajara, guanajuato, hermosillo, jalisco, \
         le\u{f3}n guanajuato, mexicali, mexico city, monterrey, morelia, m\u{e9}rida, nuevo le\u{f3}n, \
         oaxaca, playa del carmen, puebla, quer\u{e9}taro, san luis potos\u{ed}, \
         san pedro garza garc\u{ed}a, santa fe cdmx, tijuana, toluca, torre\u{f3}n, veracruz, \
         yucat\u{e1}n, zapopan",
    ),
    (
        "MY",
        "cyberjaya, george town, ipoh, johor bahru, kota kinabalu, kuala lumpur, kuching, penang, \
         petaling jaya, selangor, shah alam",
    ),
    (
        "NG",
        "abuja, benin city, enugu, ibadan, ikeja, kaduna, kano, lagos, lekki, port harcourt, \
         victoria island",
    ),
    ("NI", "managua"),
    (
        "NL",
        "'s hertogenbosch, 's-hertogenbosch, alkmaar, almere, alphen aan den rijn, amersfoort, \
         amstelveen, amsterdam, apeldoorn, arnhem, assen, barneveld, bergen op zoom, best, beverwijk, \
         bilthoven, brabant, breda, bussum, capelle aan den ijssel, castricum, de bilt, de meern, delft, \
         delfzijl, den bosch, den haag, den helder, deventer, doetinchem, dordrecht, drachten, drenthe, \
         edam, ede, eindhoven, emmeloord, emmen, enschede, epe, etten-leur, flevoland, friesland, \
         gelderland, geldrop, gemeente amsterdam, goes, gorinchem, gouda, groningen, haarlem, \
         harderwijk, heemstede, heerenveen, heerhugowaard, heerlen, helmond, hengelo, heusden, \
         hilversum, hoofddorp, hoogeveen, hoorn, houten, huizen, ijmuiden, kampen, katwijk, leeuwarden, \
         leiden, leidschendam, lelystad, lisse, maastricht, meppel, middelburg, naarden, nieuwegein, \
         nijmegen, noord-brabant, noord-holland, noordwijk, oldenzaal, oosterhout, oss, overijssel, \
         papendrecht, purmerend, putten, raalte, randstad, regio utrecht, ridderkerk, rijswijk, \
         roermond, roosendaal, rotterdam, s-hertogenbosch, schagen, schiedam, schiphol, sittard, sneek, \
         spijkenisse, terneuzen, texel, the hague, tiel, tilburg, uden, utrecht, utrechtse heuvelrug, \
         valkenburg, veenendaal, veghel, veldhoven, velp, venlo, venray, vianen, vlaardingen, \
         vlissingen, voorburg, vught, waalwijk, wageningen, weert, weesp, winschoten, winterswijk, \
         woerden, zaandam, zaanstad, zeeland, zeewolde, zeist, zevenaar, zoetermeer, zuid-holland, \
         zutphen, zwijndrecht, zwolle",
    ),
    (
        "NO",
        "arendal, bergen, bod\u{f8}, drammen, fornebu, fredrikstad, hamar, haugesund, kongsberg, \
         kristiansand, lillehammer, lofoten, lysaker, molde, narvik, oslo, sandefjord, sandnes, skien, \
         stavanger, svalbard, tromso, troms\u{f8}, trondheim, t\u{f8}nsberg, \u{e5}lesund",
    ),
    ("NP", "kathmandu, pokhara"),
    (
        "NZ",
        "auckland, christchurch, dunedin, invercargill, lower hutt, napier, new plymouth, \
         palmerston north, queenstown, rotorua, tauranga, wellington, whangarei",
    ),
    ("OM", "muscat"),
    ("PA", "ciudad de panam\u{e1}, panama city"),
    ("PE", "arequipa, callao, cusco, lima, miraflores, piura, san isidro, trujillo"),
    (
        "PH",
        "bacolod, bgc, bonifacio global city, cebu, cebu city, clark, davao, davao city, iloilo, makati, \
         mandaluyong, manila, metro manila, ortigas, pasig, quezon city, taguig",
    ),
    ("PK", "faisalabad, islamabad, karachi, lahore, multan, peshawar, rawalpindi"),
    (
        "PL",
        "august\u{f3}w, bia\u{142}ystok, bielsko-bia\u{142}a, bydgoszcz, bytom, chorz\u{f3}w, cracow, \
         cz\u{119}stochowa, dolno\u{15b}l\u{105}skie, d\u{105}browa g\u{f3}rnicza, elbl\u{105}g, \
         e\u{142}k, gdansk, gda\u{144}sk, gdynia, gliwice, gniezno, gorz\u{f3}w wielkopolski, grajewo, \
         grudzi\u{105}dz, g\u{f3}rny \u{15b}l\u{105}sk, inowroc\u{142}aw, jelenia g\u{f3}ra, kalisz, \
         katowice, kielce, konin, koszalin, ko\u{142}obrzeg, krakow, krak\u{f3}w, kujawsko-pomorskie, \
         kutno, legnica, leszno, lodz, lomza, lubelskie, lubin, lublin, lubuskie, mazowieckie, \
         ma\u{142}opolska, ma\u{142}opolskie, mielec, mi\u{144}sk mazowiecki, nowy s\u{105}cz, \
         nowy targ, olkusz, olsztyn, opole, opolskie, ostro\u{142}\u{119}ka, ostr\u{f3}w wielkopolski, \
         otwock, pabianice, piaseczno, piotrk\u{f3}w trybunalski, pi\u{142}a, podkarpackie, podlaskie, \
         polkowice, pomorskie, poznan, pozna\u{144}, pruszk\u{f3}w, przemy\u{15b}l, pu\u{142}awy, \
         p\u{142}ock, radom, ruda \u{15b}l\u{105}ska, rybnik, rzeszow, rzesz\u{f3}w, sanok, siedlce, \
         sieradz, skawina, sopot, sosnowiec, stalowa wola, starachowice, starogard gda\u{144}ski, \
         suwa\u{142}ki, swarz\u{119}dz, szczecin, s\u{142}upsk, tarnobrzeg, tarn\u{f3}w, tczew, \
         tomasz\u{f3}w mazowiecki, torun, toru\u{144}, tr\u{f3}jmiasto, tychy, \
         warmi\u{144}sko-mazurskie, warsaw, warszawa, wa\u{142}brzych, wejherowo, wieliczka, \
         wielkopolska, wielkopolskie, wo\u{142}omin, wroclaw, wroclaw area, wroc\u{142}aw, \
         wrze\u{15b}nia, w\u{142}oc\u{142}awek, zabrze, zachodniopomorskie, zakopane, \
         zamo\u{15b}\u{107}, zgierz, zielona g\u{f3}ra, \u{142}om\u{17c}a, \u{142}\u{f3}dzkie, \
         \u{142}\u{f3}d\u{17a}, \u{15b}l\u{105}sk, \u{15b}l\u{105}skie, \u{15b}widnica, \
         \u{15b}winouj\u{15b}cie, \u{15b}wi\u{119}tokrzyskie, \u{17c}ory, \u{17c}ywiec",
    ),
    (
        "PT",
        "algarve, almada, aveiro, azores, a\u{e7}ores, braga, cascais, coimbra, faro, funchal, \
         guimar\u{e3}es, leiria, lisboa, lisbon, lisbon area, madeira, maia, matosinhos, oeiras, \
         portim\u{e3}o, porto, set\u{fa}bal, sintra, viana do castelo, vila nova de gaia, viseu, \
         \u{e9}vora",
    ),
    ("PY", "asunci\u{f3}n, ciudad del este"),
    ("QA", "doha"),
    (
        "RO",
        "brasov, bra\u{219}ov, bucharest, bucharest area, bucure\u{219}ti, cluj, cluj napoca, \
         cluj-napoca, constanta, constan\u{21b}a, craiova, gala\u{21b}i, iasi, ia\u{219}i, oradea, \
         pite\u{219}ti, ploie\u{219}ti, sibiu, suceava, timisoara, timi\u{219}oara, \
         t\u{e2}rgu mure\u{219}",
    ),
    ("RS", "belgrade, beograd, kragujevac, ni\u{161}, novi sad"),
    ("RU", "kazan, moscow, novosibirsk, saint petersburg"),
    ("RW", "kigali"),
    ("SA", "al khobar, dammam, dhahran, jeddah, jubail, khobar, mecca, medina, neom, riyadh"),
    (
        "SE",
        "bor\u{e5}s, eskilstuna, gothenburg, g\u{e4}vle, g\u{f6}teborg, halmstad, helsingborg, \
         j\u{f6}nk\u{f6}ping, kalmar, karlskrona, karlstad, kiruna, kista, link\u{f6}ping, lule\u{e5}, \
         lund, malmo, malm\u{f6}, m\u{f6}lndal, norrk\u{f6}ping, sk\u{e5}ne, sk\u{f6}vde, solna, \
         stockholm, sundsvall, s\u{f6}dert\u{e4}lje, trollh\u{e4}ttan, ume\u{e5}, uppsala, \
         v\u{e4}ster\u{e5}s, v\u{e4}xj\u{f6}, \u{f6}rebro, \u{f6}stersund",
    ),
    ("SG", "jurong, one-north, singapore"),
    ("SI", "celje, koper, kranj, ljubljana, maribor, novo mesto"),
    (
        "SK",
        "bansk\u{e1} bystrica, bratislava, ko\u{161}ice, nitra, pre\u{161}ov, tren\u{10d}\u{ed}n, \
         trnava, \u{17e}ilina",
    ),
    ("SN", "dakar"),
    ("SV", "san salvador"),
    ("TH", "bangkok, chiang mai, chonburi, nonthaburi, pattaya, phuket"),
    ("TN", "sfax, sousse, tunis"),
    (
        "TR",
        "adana, ankara, antalya, bursa, eski\u{15f}ehir, gaziantep, istanbul, istanbul area, izmir, \
         i\u{307}stanbul, kocaeli, konya",
    ),
    ("TW", "hsinchu, kaohsiung, taichung, tainan, taipei, taoyuan"),
    ("TZ", "arusha, dar es salaam, dodoma, zanzibar"),
    (
        "UA",
        "chernivtsi, dnipro, ivano-frankivsk, kharkiv, kiev, kyiv, lviv, mykolaiv, odesa, odessa, \
         uzhhorod, vinnytsia, zaporizhzhia",
    ),
    ("UG", "entebbe, kampala"),
    (
        "US",
        "albuquerque, anaheim, anchorage, ann arbor, atlanta, austin, bakersfield, baltimore, \
         baton rouge, bay area, bellevue, bethesda, boca raton, boise, boston, boulder, bronx, brooklyn, \
         buffalo, burbank, chapel hill, charleston, charlotte, chattanooga, chicago, cincinnati, \
         cleveland, colorado springs, corpus christi, culver city, cupertino, dallas, dallas-fort worth, \
         dayton, denver, des moines, detroit, dfw, dmv area, east coast, el paso, eugene, fairbanks, \
         fargo, fort lauderdale, fort wayne, fort worth, fremont, fresno, grand rapids, greater boston, \
         greater chicago, greater new york, greater new york city area, green bay, greensboro, hartford, \
         hawaii, hoboken, honolulu, houston, huntsville, indianapolis, irvine, jacksonville, \
         jersey city, kansas city, knoxville, la jolla, lansing, las vegas, little rock, long beach, \
         long island, los angeles, los gatos, louisville, lubbock, manhattan, memphis, menlo park, \
         miami, midwest, milwaukee, minneapolis, montgomery, mountain view, nashua, nashville, \
         new england, new haven, new jersey, new orleans, new york, new york city, new york metro, \
         new york metropolitan area, newark, norcal, nyc, oakland, oklahoma city, omaha, orlando, \
         pacific northwest, palo alto, pasadena, peoria, philadelphia, phoenix, pittsburgh, plano, \
         portland, portland maine, portland oregon, providence, provo, queens, quincy, raleigh, \
         raleigh-durham, redmond, reno, research triangle park, reston, riverside, sacramento, \
         saint louis, saint paul, salt lake city, san antonio, san diego, san francisco, \
         san francisco bay area, san jose, san mateo, santa clara, santa cruz, santa fe, santa monica, \
         savannah, schenectady, scottsdale, seattle, sf bay area, shreveport, silicon valley, \
         sioux falls, socal, somerville, south bend, spokane, springfield, st louis, st paul, st. louis, \
         st. paul, stamford, staten island, sunnyvale, syracuse, tacoma, tallahassee, tampa, tempe, \
         toledo, topeka, tri-state area, tucson, tulsa, tuscaloosa, twin cities, virginia beach, \
         waltham, washington d.c, washington d.c., west coast, wichita, wilmington, yonkers, youngstown",
    ),
    ("UY", "canelones, montevideo, punta del este"),
    ("VE", "caracas, maracaibo"),
    (
        "VN",
        "can tho, da nang, danang, ha noi, hai phong, hanoi, ho chi minh city, h\u{1ed3} ch\u{ed} minh, \
         saigon",
    ),
    (
        "ZA",
        "bloemfontein, cape town, centurion, durban, eastern cape, gauteng, gqeberha, johannesburg, \
         kwazulu-natal, midrand, pietermaritzburg, polokwane, port elizabeth, pretoria, sandton, soweto, \
         stellenbosch, umhlanga, western cape",
    ),
];

static COUNTRY_OF: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    CITIES.iter().flat_map(|(country, names)| names.split(", ").map(|name| (name, *country))).collect()
});

/// Words of a name at most: "ho chi minh city".
const WORDS: usize = 5;

/// The country of a place by its name in lower case, or by the words with which it begins: "berlin mitte", "paris 12e", "k\u{f6}ln-deutz".
pub(super) fn country(name: &str) -> &'static str {
    let whole = COUNTRY_OF.get(name).copied();
    let ends = || name.char_indices().filter(|(_, c)| matches!(c, ' ' | '-')).map(|(at, _)| at);
    let beginning = || {
        let ends: Vec<usize> = ends().take(WORDS).collect();
        ends.iter().rev().find_map(|end| COUNTRY_OF.get(&name[..*end]).copied())
    };
    whole.or_else(beginning).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_once() {
        assert!(CITIES.is_sorted());
        let names = CITIES.iter().map(|(_, names)| names.split(", ").count()).sum::<usize>();
        assert_eq!(names, COUNTRY_OF.len());
        for (_, names) in CITIES {
            assert!(names.split(", ").is_sorted(), "{names}");
            assert_eq!(names, names.to_lowercase());
        }
    }

    #[test]
    fn cities_of_one_country() {
        for (name, expected) in
            [("leeds", "GB"), ("wien", "AT"), ("berlin mitte", "DE"), ("k\u{f6}ln-deutz", "DE"), ("remote", "")]
        {
            assert_eq!(country(name), expected, "{name}");
        }
    }
}
