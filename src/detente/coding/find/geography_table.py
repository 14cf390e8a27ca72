"""Countries by ISO 3166 alpha-3 code with the names, nationalities and capitals that English prose uses.

One line a country: code; names; nationalities and demonyms; capitals, with ``|`` between variants. Facts of general
knowledge (ISO 3166-1 codes; XKX by use); own compilation, accents left off because texts are folded before comparing.
"""

TABLE = """
AFG;Afghanistan;Afghan;Kabul
ALB;Albania;Albanian;Tirana
DZA;Algeria;Algerian;Algiers
AND;Andorra;Andorran;Andorra la Vella
AGO;Angola;Angolan;Luanda
ARG;Argentina;Argentine|Argentinian;Buenos Aires
ARM;Armenia;Armenian;Yerevan
AUS;Australia;Australian;Canberra
AUT;Austria;Austrian;Vienna
AZE;Azerbaijan;Azerbaijani|Azeri;Baku
BHS;Bahamas|The Bahamas;Bahamian;Nassau
BHR;Bahrain;Bahraini;Manama
BGD;Bangladesh;Bangladeshi;Dhaka
BRB;Barbados;Barbadian;Bridgetown
BLR;Belarus;Belarusian|Belarussian;Minsk
BEL;Belgium;Belgian;Brussels
BLZ;Belize;Belizean;Belmopan
BEN;Benin;Beninese;Porto-Novo
BTN;Bhutan;Bhutanese;Thimphu
BOL;Bolivia;Bolivian;La Paz
BIH;Bosnia and Herzegovina|Bosnia;Bosnian;Sarajevo
BWA;Botswana;Botswanan;Gaborone
BRA;Brazil;Brazilian;Brasilia
BRN;Brunei;Bruneian;Bandar Seri Begawan
BGR;Bulgaria;Bulgarian;Sofia
BFA;Burkina Faso;Burkinabe;Ouagadougou
BDI;Burundi;Burundian;Gitega
KHM;Cambodia;Cambodian;Phnom Penh
CMR;Cameroon;Cameroonian;Yaounde
CAN;Canada;Canadian;Ottawa
CPV;Cape Verde|Cabo Verde;Cape Verdean;Praia
CAF;Central African Republic;Central African;Bangui
TCD;Chad;Chadian;N'Djamena
CHL;Chile;Chilean;Santiago
CHN;China|People's Republic of China;Chinese;Beijing
COL;Colombia;Colombian;Bogota
COM;Comoros;Comorian;Moroni
COG;Republic of the Congo|Congo-Brazzaville;;Brazzaville
COD;Democratic Republic of the Congo|Democratic Republic of Congo|DRC|Congo;Congolese;Kinshasa
CRI;Costa Rica;Costa Rican;San Jose
CIV;Ivory Coast|Cote d'Ivoire;Ivorian;Yamoussoukro
HRV;Croatia;Croatian|Croat;Zagreb
CUB;Cuba;Cuban;Havana
CYP;Cyprus;Cypriot;Nicosia
CZE;Czech Republic|Czechia;Czech;Prague
DNK;Denmark;Danish|Dane;Copenhagen
DJI;Djibouti;Djiboutian;
DOM;Dominican Republic;;Santo Domingo
DMA;Dominica;;Roseau
ECU;Ecuador;Ecuadorian|Ecuadorean;Quito
EGY;Egypt;Egyptian;Cairo
SLV;El Salvador;Salvadoran|Salvadorean;San Salvador
GNQ;Equatorial Guinea;Equatoguinean;Malabo
ERI;Eritrea;Eritrean;Asmara
EST;Estonia;Estonian;Tallinn
SWZ;Eswatini|Swaziland;Swazi;Mbabane
ETH;Ethiopia;Ethiopian;Addis Ababa
FJI;Fiji;Fijian;Suva
FIN;Finland;Finnish|Finn;Helsinki
FRA;France;French|Frenchman|Frenchmen;Paris
GAB;Gabon;Gabonese;Libreville
GMB;Gambia|The Gambia;Gambian;Banjul
GEO;Georgia;Georgian;Tbilisi
DEU;Germany;German;Berlin
GHA;Ghana;Ghanaian;Accra
GRC;Greece;Greek;Athens
GRD;Grenada;Grenadian;
GTM;Guatemala;Guatemalan;Guatemala City
GIN;Guinea;Guinean;Conakry
GNB;Guinea-Bissau;;Bissau
GUY;Guyana;Guyanese;Georgetown
HTI;Haiti;Haitian;Port-au-Prince
HND;Honduras;Honduran;Tegucigalpa
HUN;Hungary;Hungarian;Budapest
ISL;Iceland;Icelandic|Icelander;Reykjavik
IND;India;Indian;New Delhi
IDN;Indonesia;Indonesian;Jakarta
IRN;Iran|Islamic Republic of Iran;Iranian;Tehran|Teheran
IRQ;Iraq;Iraqi;Baghdad
IRL;Ireland;Irish|Irishman;Dublin
ISR;Israel;Israeli;Jerusalem
ITA;Italy;Italian;Rome
JAM;Jamaica;Jamaican;Kingston
JPN;Japan;Japanese;Tokyo
JOR;Jordan;Jordanian;Amman
KAZ;Kazakhstan;Kazakh|Kazakhstani;Astana|Nur-Sultan
KEN;Kenya;Kenyan;Nairobi
PRK;North Korea|DPRK;North Korean;Pyongyang
KOR;South Korea|Republic of Korea;South Korean;Seoul
XKX;Kosovo;Kosovar|Kosovan;Pristina
KWT;Kuwait;Kuwaiti;Kuwait City
KGZ;Kyrgyzstan;Kyrgyz;Bishkek
LAO;Laos;Laotian|Lao;Vientiane
LVA;Latvia;Latvian;Riga
LBN;Lebanon;Lebanese;Beirut
LSO;Lesotho;Basotho;Maseru
LBR;Liberia;Liberian;Monrovia
LBY;Libya;Libyan;Tripoli
LIE;Liechtenstein;;Vaduz
LTU;Lithuania;Lithuanian;Vilnius
LUX;Luxembourg;Luxembourger;
MDG;Madagascar;Malagasy;Antananarivo
MWI;Malawi;Malawian;Lilongwe
MYS;Malaysia;Malaysian;Kuala Lumpur
MDV;Maldives;Maldivian;Male
MLI;Mali;Malian;Bamako
MLT;Malta;Maltese;Valletta
MRT;Mauritania;Mauritanian;Nouakchott
MUS;Mauritius;Mauritian;Port Louis
MEX;Mexico;Mexican;Mexico City
MDA;Moldova;Moldovan;Chisinau
MCO;Monaco;Monegasque;
MNG;Mongolia;Mongolian;Ulaanbaatar|Ulan Bator
MNE;Montenegro;Montenegrin;Podgorica
MAR;Morocco;Moroccan;Rabat
MOZ;Mozambique;Mozambican;Maputo
MMR;Myanmar|Burma;Burmese;Naypyidaw
NAM;Namibia;Namibian;Windhoek
NPL;Nepal;Nepalese|Nepali;Kathmandu
NLD;Netherlands|The Netherlands|Holland;Dutch|Dutchman;The Hague|Amsterdam
NZL;New Zealand;New Zealander;Wellington
NIC;Nicaragua;Nicaraguan;Managua
NER;Niger;Nigerien;Niamey
NGA;Nigeria;Nigerian;Abuja
MKD;North Macedonia|Macedonia;Macedonian;Skopje
NOR;Norway;Norwegian;Oslo
OMN;Oman;Omani;Muscat
PAK;Pakistan;Pakistani;Islamabad
PAN;Panama;Panamanian;Panama City
PNG;Papua New Guinea;Papuan;Port Moresby
PRY;Paraguay;Paraguayan;Asuncion
PER;Peru;Peruvian;Lima
PHL;Philippines|The Philippines;Philippine|Filipino;Manila
POL;Poland;Polish|Pole;Warsaw
PRT;Portugal;Portuguese;Lisbon
PRI;Puerto Rico;Puerto Rican;
PSE;Palestine|Palestinian Authority|Gaza|West Bank;Palestinian;Ramallah
QAT;Qatar;Qatari;Doha
ROU;Romania;Romanian;Bucharest
RUS;Russia|Russian Federation;Russian;Moscow|Kremlin|the Kremlin
RWA;Rwanda;Rwandan;Kigali
SAU;Saudi Arabia;Saudi|Saudi Arabian;Riyadh
SEN;Senegal;Senegalese;Dakar
SRB;Serbia;Serbian|Serb;Belgrade
SLE;Sierra Leone;Sierra Leonean;Freetown
SGP;Singapore;Singaporean;
SVK;Slovakia;Slovak|Slovakian;Bratislava
SVN;Slovenia;Slovenian|Slovene;Ljubljana
SOM;Somalia;Somali|Somalian;Mogadishu
ZAF;South Africa;South African;Pretoria
SSD;South Sudan;South Sudanese;Juba
ESP;Spain;Spanish|Spaniard;Madrid
LKA;Sri Lanka;Sri Lankan;Colombo
SDN;Sudan;Sudanese;Khartoum
SUR;Suriname;Surinamese;Paramaribo
SWE;Sweden;Swedish|Swede;Stockholm
CHE;Switzerland;Swiss;Bern
SYR;Syria;Syrian;Damascus
TWN;Taiwan;Taiwanese;Taipei
TJK;Tajikistan;Tajik;Dushanbe
TZA;Tanzania;Tanzanian;Dodoma
THA;Thailand;Thai;Bangkok
TLS;East Timor|Timor-Leste;Timorese;Dili
TGO;Togo;Togolese;Lome
TTO;Trinidad and Tobago|Trinidad;Trinidadian;Port of Spain
TUN;Tunisia;Tunisian;Tunis
TUR;Turkey|Turkiye;Turkish|Turk;Ankara
TKM;Turkmenistan;Turkmen;Ashgabat
UGA;Uganda;Ugandan;Kampala
UKR;Ukraine;Ukrainian;Kyiv|Kiev
ARE;United Arab Emirates|UAE|Emirates;Emirati;Abu Dhabi
GBR;United Kingdom|Great Britain|Britain|UK|U.K.|England|Scotland|Wales|Northern Ireland;British|Briton|English|Englishman|Scottish|Scot|Welsh;London
USA;United States of America|United States|USA|U.S.A.|U.S.|US|America;American|US|U.S.;Washington
URY;Uruguay;Uruguayan;Montevideo
UZB;Uzbekistan;Uzbek;Tashkent
VAT;Vatican City|Vatican|Holy See;;
VEN;Venezuela;Venezuelan;Caracas
VNM;Vietnam;Vietnamese;Hanoi
YEM;Yemen;Yemeni;Sanaa|Sana'a
ZMB;Zambia;Zambian;Lusaka
ZWE;Zimbabwe;Zimbabwean;Harare
"""
