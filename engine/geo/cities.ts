/**
 * Russian names of cities, which the data do not have: the largest of Russia and of its neighbours, and those of the
 * rest of the world that are read about. What is missing here is shown in English.
 */

/** «Moscow (Tsentralnyy administrativnyy okrug)» is Moscow, «Kazan’» (a soft sign) is Kazan. */
export const plainCity = (name: string): string =>
  name
    .replace(/\s*\(.*$/, '')
    .replace(/[’'`]+$/, '')
    .replace(/\s+city$/i, '')
    .trim()

/** Sources spell differently: Nizhniy and Nizhny, Kazan’ and Kazan, Saint and St. */
const spelled = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/^saint /, 'st ')
    .replace(/[^a-z]/g, '')
    .replace(/[iy]y/g, 'y')

export const cityInRussian = (country: string, name: string): string | null =>
  byCountry.get(country)?.get(spelled(name)) ?? null

const russia = `
Moscow=Москва, St Petersburg=Санкт-Петербург, Novosibirsk=Новосибирск, Yekaterinburg=Екатеринбург,
Ekaterinburg=Екатеринбург, Kazan=Казань, Nizhny Novgorod=Нижний Новгород, Krasnoyarsk=Красноярск,
Chelyabinsk=Челябинск, Samara=Самара, Ufa=Уфа, Rostov-on-Don=Ростов-на-Дону, Rostov-na-Donu=Ростов-на-Дону,
Krasnodar=Краснодар, Omsk=Омск, Voronezh=Воронеж, Perm=Пермь, Volgograd=Волгоград, Saratov=Саратов, Tyumen=Тюмень,
Tolyatti=Тольятти, Togliatti=Тольятти, Barnaul=Барнаул, Makhachkala=Махачкала, Izhevsk=Ижевск, Khabarovsk=Хабаровск,
Ulyanovsk=Ульяновск, Irkutsk=Иркутск, Vladivostok=Владивосток, Yaroslavl=Ярославль, Stavropol=Ставрополь,
Sebastopol=Севастополь, Sevastopol=Севастополь, Simferopol=Симферополь, Tomsk=Томск, Kemerovo=Кемерово,
Naberezhnye Chelny=Набережные Челны, Naberezhnyye Chelny=Набережные Челны, Orenburg=Оренбург,
Novokuznetsk=Новокузнецк, Balashikha=Балашиха, Ryazan=Рязань, Cheboksary=Чебоксары, Penza=Пенза, Lipetsk=Липецк,
Kaliningrad=Калининград, Astrakhan=Астрахань, Tula=Тула, Kirov=Киров, Sochi=Сочи, Kursk=Курск, Ulan-Ude=Улан-Удэ,
Tver=Тверь, Magnitogorsk=Магнитогорск, Surgut=Сургут, Ivanovo=Иваново, Yakutsk=Якутск, Bryansk=Брянск,
Vladimir=Владимир, Belgorod=Белгород, Nizhny Tagil=Нижний Тагил, Chita=Чита, Kaluga=Калуга, Smolensk=Смоленск,
Volzhsky=Волжский, Podolsk=Подольск, Saransk=Саранск, Cherepovets=Череповец, Vologda=Вологда, Kurgan=Курган,
Vladikavkaz=Владикавказ, Oryol=Орёл, Orel=Орёл, Grozny=Грозный, Arkhangelsk=Архангельск, Murmansk=Мурманск,
Tambov=Тамбов, Nizhnevartovsk=Нижневартовск, Petrozavodsk=Петрозаводск, Kostroma=Кострома, Sterlitamak=Стерлитамак,
Novorossiysk=Новороссийск, Yoshkar-Ola=Йошкар-Ола, Nalchik=Нальчик, Khimki=Химки, Taganrog=Таганрог,
Komsomolsk-on-Amur=Комсомольск-на-Амуре, Komsomolsk-na-Amure=Комсомольск-на-Амуре, Syktyvkar=Сыктывкар,
Mytishchi=Мытищи, Nizhnekamsk=Нижнекамск, Shakhty=Шахты, Dzerzhinsk=Дзержинск, Bratsk=Братск, Orsk=Орск,
Noginsk=Ногинск, Engels=Энгельс, Angarsk=Ангарск, Blagoveshchensk=Благовещенск, Korolyov=Королёв, Korolev=Королёв,
Veliky Novgorod=Великий Новгород, Stary Oskol=Старый Оскол, Pskov=Псков, Lyubertsy=Люберцы,
Yuzhno-Sakhalinsk=Южно-Сахалинск, Biysk=Бийск, Prokopyevsk=Прокопьевск, Armavir=Армавир, Balakovo=Балаково,
Abakan=Абакан, Rybinsk=Рыбинск, Severodvinsk=Северодвинск, Norilsk=Норильск, Krasnogorsk=Красногорск,
Petropavlovsk-Kamchatsky=Петропавловск-Камчатский, Ussuriysk=Уссурийск, Volgodonsk=Волгодонск,
Novocherkassk=Новочеркасск, Syzran=Сызрань, Kamensk-Uralsky=Каменск-Уральский, Zlatoust=Златоуст,
Almetyevsk=Альметьевск, Elektrostal=Электросталь, Kerch=Керчь, Miass=Миасс, Salavat=Салават,
Khasavyurt=Хасавюрт, Kopeysk=Копейск, Pyatigorsk=Пятигорск, Rubtsovsk=Рубцовск, Odintsovo=Одинцово,
Kolomna=Коломна, Berezniki=Березники, Domodedovo=Домодедово, Maykop=Майкоп, Maikop=Майкоп, Kovrov=Ковров,
Neftekamsk=Нефтекамск, Shchyolkovo=Щёлково, Shchelkovo=Щёлково, Kislovodsk=Кисловодск, Bataysk=Батайск,
Nefteyugansk=Нефтеюганск, Novocheboksarsk=Новочебоксарск, Derbent=Дербент, Serpukhov=Серпухов,
Pervouralsk=Первоуральск, Cherkessk=Черкесск, Orekhovo-Zuyevo=Орехово-Зуево, Kaspiysk=Каспийск,
Novomoskovsk=Новомосковск, Nazran=Назрань, Nevinnomyssk=Невинномысск, Ramenskoye=Раменское,
Dimitrovgrad=Димитровград, Obninsk=Обнинск, Kyzyl=Кызыл, Oktyabrsky=Октябрьский, Dolgoprudny=Долгопрудный,
Novy Urengoy=Новый Уренгой, Yessentuki=Ессентуки, Noyabrsk=Ноябрьск, Yevpatoriya=Евпатория,
Novokuybyshevsk=Новокуйбышевск, Pushkino=Пушкино, Zhukovsky=Жуковский, Reutov=Реутов, Artyom=Артём,
Khanty-Mansiysk=Ханты-Мансийск, Achinsk=Ачинск, Seversk=Северск, Murom=Муром, Yalta=Ялта, Magadan=Магадан,
Elista=Элиста, Salekhard=Салехард, Gorno-Altaysk=Горно-Алтайск, Birobidzhan=Биробиджан, Anadyr=Анадырь,
Naryan-Mar=Нарьян-Мар, Vidnoye=Видное, Zelenograd=Зеленоград, Dubna=Дубна, Gatchina=Гатчина, Vyborg=Выборг,
Vsevolozhsk=Всеволожск, Kolpino=Колпино, Petergof=Петергоф, Pushkin=Пушкин, Murino=Мурино, Dmitrov=Дмитров,
Klin=Клин, Lobnya=Лобня, Chernogolovka=Черноголовка, Glazov=Глазов, Sarapul=Сарапул, Votkinsk=Воткинск,
Anapa=Анапа, Gelendzhik=Геленджик, Tuapse=Туапсе, Naro-Fominsk=Наро-Фоминск, Voskresensk=Воскресенск,
Mezhdurechensk=Междуреченск, Leninsk-Kuznetsky=Ленинск-Кузнецкий, Ukhta=Ухта, Vorkuta=Воркута, Apatity=Апатиты,
Velikiye Luki=Великие Луки, Rzhev=Ржев, Yelets=Елец, Michurinsk=Мичуринск, Kineshma=Кинешма, Arzamas=Арзамас,
Sarov=Саров, Buzuluk=Бузулук, Nakhodka=Находка, Ust-Ilimsk=Усть-Илимск, Kansk=Канск, Minusinsk=Минусинск,
Zheleznogorsk=Железногорск, Polevskoy=Полевской, Novouralsk=Новоуральск, Verkhnyaya Pyshma=Верхняя Пышма,
Serov=Серов, Tobolsk=Тобольск, Ishim=Ишим, Ivanteyevka=Ивантеевка, Lytkarino=Лыткарино, Georgiyevsk=Георгиевск`

const world: Readonly<Record<string, string>> = {
  RU: russia,
  BY: `Minsk=Минск, Homyel=Гомель, Gomel=Гомель, Mogilev=Могилёв, Mahilyow=Могилёв, Vitebsk=Витебск, Vitsyebsk=Витебск,
    Hrodna=Гродно, Grodno=Гродно, Brest=Брест, Babruysk=Бобруйск, Baranovichi=Барановичи, Borisov=Борисов, Pinsk=Пинск,
    Orsha=Орша, Mazyr=Мозырь, Salihorsk=Солигорск, Lida=Лида, Navapolatsk=Новополоцк, Polatsk=Полоцк`,
  KZ: `Almaty=Алматы, Astana=Астана, Nur-Sultan=Астана, Shymkent=Шымкент, Karaganda=Караганда, Aktobe=Актобе,
    Taraz=Тараз, Pavlodar=Павлодар, Oskemen=Усть-Каменогорск, Ust-Kamenogorsk=Усть-Каменогорск, Semey=Семей,
    Atyrau=Атырау, Kostanay=Костанай, Kyzylorda=Кызылорда, Oral=Уральск, Petropavl=Петропавловск, Aktau=Актау,
    Temirtau=Темиртау, Turkestan=Туркестан, Kokshetau=Кокшетау, Taldykorgan=Талдыкорган, Zhezqazghan=Жезказган`,
  UA: `Kyiv=Киев, Kiev=Киев, Kharkiv=Харьков, Odesa=Одесса, Odessa=Одесса, Dnipro=Днепр, Donetsk=Донецк, Lviv=Львов,
    Zaporizhzhia=Запорожье, Zaporizhzhya=Запорожье, Kryvyi Rih=Кривой Рог, Mykolaiv=Николаев, Vinnytsia=Винница,
    Kherson=Херсон, Poltava=Полтава, Chernihiv=Чернигов, Cherkasy=Черкассы, Sumy=Сумы, Khmelnytskyi=Хмельницкий,
    Zhytomyr=Житомир, Chernivtsi=Черновцы, Rivne=Ровно, Ivano-Frankivsk=Ивано-Франковск, Ternopil=Тернополь,
    Lutsk=Луцк, Uzhhorod=Ужгород, Luhansk=Луганск, Mariupol=Мариуполь, Simferopol=Симферополь, Sevastopol=Севастополь`,
  UZ: 'Tashkent=Ташкент, Samarkand=Самарканд, Namangan=Наманган, Andijan=Андижан, Bukhara=Бухара, Fergana=Фергана, Nukus=Нукус, Kokand=Коканд',
  KG: 'Bishkek=Бишкек, Osh=Ош, Jalal-Abad=Джалал-Абад, Karakol=Каракол',
  TJ: 'Dushanbe=Душанбе, Khujand=Худжанд',
  TM: 'Ashgabat=Ашхабад, Turkmenabat=Туркменабад',
  AM: 'Yerevan=Ереван, Gyumri=Гюмри, Vanadzor=Ванадзор, Vagharshapat=Вагаршапат',
  AZ: 'Baku=Баку, Ganja=Гянджа, Sumqayit=Сумгаит',
  GE: 'Tbilisi=Тбилиси, Batumi=Батуми, Kutaisi=Кутаиси, Rustavi=Рустави, Sukhumi=Сухуми',
  MD: 'Chisinau=Кишинёв, Tiraspol=Тирасполь, Balti=Бельцы, Tighina=Бендеры',
  LV: 'Riga=Рига, Daugavpils=Даугавпилс, Liepaja=Лиепая, Jurmala=Юрмала, Ventspils=Вентспилс',
  LT: 'Vilnius=Вильнюс, Kaunas=Каунас, Klaipeda=Клайпеда, Siauliai=Шяуляй, Panevezys=Паневежис',
  EE: 'Tallinn=Таллин, Tartu=Тарту, Narva=Нарва, Parnu=Пярну',
  FI: 'Helsinki=Хельсинки, Espoo=Эспоо, Tampere=Тампере, Turku=Турку, Oulu=Оулу, Vantaa=Вантаа',
  PL: 'Warsaw=Варшава, Krakow=Краков, Lodz=Лодзь, Wroclaw=Вроцлав, Poznan=Познань, Gdansk=Гданьск, Katowice=Катовице',
  DE: `Berlin=Берлин, Hamburg=Гамбург, Munich=Мюнхен, Cologne=Кёльн, Frankfurt am Main=Франкфурт-на-Майне,
    Stuttgart=Штутгарт, Dusseldorf=Дюссельдорф, Leipzig=Лейпциг, Dortmund=Дортмунд, Essen=Эссен, Bremen=Бремен,
    Dresden=Дрезден, Hanover=Ганновер, Nuremberg=Нюрнберг, Bonn=Бонн, Falkenstein=Фалькенштайн, Karlsruhe=Карлсруэ`,
  TR: 'Istanbul=Стамбул, Ankara=Анкара, Izmir=Измир, Antalya=Анталья, Alanya=Аланья, Bursa=Бурса, Mersin=Мерсин',
  IL: 'Tel Aviv=Тель-Авив, Jerusalem=Иерусалим, Haifa=Хайфа, Rishon LeZion=Ришон-ле-Цион, Petah Tikva=Петах-Тиква, Ashdod=Ашдод, Netanya=Нетания',
  GB: 'London=Лондон, Manchester=Манчестер, Birmingham=Бирмингем, Edinburgh=Эдинбург, Glasgow=Глазго, Liverpool=Ливерпуль',
  FR: 'Paris=Париж, Marseille=Марсель, Lyon=Лион, Toulouse=Тулуза, Nice=Ницца, Strasbourg=Страсбург, Roubaix=Рубе',
  IT: 'Rome=Рим, Milan=Милан, Naples=Неаполь, Turin=Турин, Bologna=Болонья, Florence=Флоренция, Venice=Венеция',
  ES: 'Madrid=Мадрид, Barcelona=Барселона, Valencia=Валенсия, Seville=Севилья, Malaga=Малага, Alicante=Аликанте',
  PT: 'Lisbon=Лиссабон, Porto=Порту',
  NL: 'Amsterdam=Амстердам, Rotterdam=Роттердам, The Hague=Гаага, Utrecht=Утрехт, Eindhoven=Эйндховен',
  BE: 'Brussels=Брюссель, Antwerp=Антверпен',
  AT: 'Vienna=Вена, Graz=Грац, Salzburg=Зальцбург',
  CH: 'Zurich=Цюрих, Geneva=Женева, Bern=Берн, Basel=Базель',
  CZ: 'Prague=Прага, Brno=Брно, Karlovy Vary=Карловы Вары',
  RS: 'Belgrade=Белград, Novi Sad=Нови-Сад, Nis=Ниш',
  ME: 'Podgorica=Подгорица, Budva=Будва, Bar=Бар',
  BG: 'Sofia=София, Varna=Варна, Burgas=Бургас, Plovdiv=Пловдив',
  RO: 'Bucharest=Бухарест, Cluj-Napoca=Клуж-Напока',
  HU: 'Budapest=Будапешт',
  GR: 'Athens=Афины, Thessaloniki=Салоники',
  CY: 'Nicosia=Никосия, Limassol=Лимасол, Larnaca=Ларнака, Paphos=Пафос',
  SE: 'Stockholm=Стокгольм, Gothenburg=Гётеборг, Malmo=Мальмё',
  NO: 'Oslo=Осло, Bergen=Берген',
  DK: 'Copenhagen=Копенгаген',
  IE: 'Dublin=Дублин',
  US: `New York=Нью-Йорк, Los Angeles=Лос-Анджелес, Chicago=Чикаго, Houston=Хьюстон, Philadelphia=Филадельфия,
    San Francisco=Сан-Франциско, Seattle=Сиэтл, Miami=Майами, Boston=Бостон, Washington=Вашингтон, Ashburn=Эшберн,
    Dallas=Даллас, Atlanta=Атланта, Denver=Денвер, Las Vegas=Лас-Вегас, San Jose=Сан-Хосе, San Diego=Сан-Диего`,
  CA: 'Toronto=Торонто, Montreal=Монреаль, Vancouver=Ванкувер, Ottawa=Оттава, Calgary=Калгари',
  AE: 'Dubai=Дубай, Abu Dhabi=Абу-Даби, Sharjah=Шарджа',
  CN: 'Beijing=Пекин, Shanghai=Шанхай, Guangzhou=Гуанчжоу, Shenzhen=Шэньчжэнь, Hangzhou=Ханчжоу, Nanjing=Нанкин, Harbin=Харбин',
  JP: 'Tokyo=Токио, Osaka=Осака, Kyoto=Киото',
  KR: 'Seoul=Сеул, Busan=Пусан',
  IN: 'Mumbai=Мумбаи, New Delhi=Нью-Дели, Delhi=Дели, Bengaluru=Бангалор, Bangalore=Бангалор',
  TH: 'Bangkok=Бангкок, Phuket=Пхукет, Pattaya=Паттайя',
  MN: 'Ulan Bator=Улан-Батор, Ulaanbaatar=Улан-Батор',
}

const byCountry: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(world).map(([country, list]) => [
    country,
    new Map(
      list.split(',').map((pair) => {
        const [english = '', russian = ''] = pair.trim().split('=')
        return [spelled(english), russian]
      }),
    ),
  ]),
)
