"""Names for a county of made-up children, by kind of name.

In:  lists, and endings to make rarer names of.
Out: KindOfName: given names of girls and boys and family names, the commonest first, each with how often it is drawn.

No combination is meant to be anybody. How names fall off from the commonest is assumed, not measured.
"""

from dataclasses import dataclass
from itertools import accumulate, product

from reachable.demo.chance import Chance

FALLS_OFF = 0.7
"""The nth commonest name is drawn as often as n to minus this: a few names are many children's, most are few's."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Names and how far along a line each ends, so that one can be drawn quickly."""

    names: tuple[str, ...]
    ends: tuple[float, ...]

    def draw(self, chance: Chance) -> str:
        """Return one of the names, the commoner ones more often."""
        return chance.choices(self.names, cum_weights=self.ends)[0]


@dataclass(frozen=True, slots=True)
class KindOfName:
    """One kind of name, and how many in a hundred children have it. The code is what a report is read by."""

    code: str
    in_a_hundred: int
    girls: Drawn
    boys: Drawn
    families: Drawn
    is_double: bool = False


def _drawn(text: str, more: tuple[str, ...] = ()) -> Drawn:
    names = (*text.split(), *more)
    return Drawn(names, tuple(accumulate((place + 1) ** -FALLS_OFF for place in range(len(names)))))


def _made(stems: str, endings: str) -> tuple[str, ...]:
    """Return every stem with every ending, so that rare names are rare and there are many of them."""
    return tuple(stem + ending for ending, stem in product(endings.split(), stems.split()))


_BRITISH_GIRLS = (
    "Olivia Amelia Isla Ava Mia Grace Freya Lily Ella Ivy Florence Poppy Charlotte Evie Rosie Sophie Daisy "
    "Sienna Alice "
    "Phoebe Ruby Matilda Harriet Millie Emily Chloe Jessica Scarlett Imogen Bethany Paige Lacey Holly Summer Skye Tia "
    "Keira Maisie Courtney Shannon Jade Abigail Eleanor Lucy Hannah Megan Elsie Willow Robyn Heidi Naomi Tilly Demi "
    "Kayleigh Ellie Georgia Lola Martha Rebecca Tamsin Verity Zoe Leah Amber Kaci Libby Aimee Bonnie Darcey Esme Faye"
)
_BRITISH_BOYS = (
    "Oliver George Noah Arthur Harry Leo Muhammad Jack Charlie Oscar Jacob Henry Thomas Freddie Alfie Theo William "
    "Archie Joshua Alexander James Isaac Edward Lucas Tommy Finley Max Logan Ethan Mason Harrison Tyler Callum Ryan "
    "Nathan Lewis Kayden Jayden Riley Kai Connor Liam Luke Aaron Reece Bradley Brandon Corey Jamie Joe Kieran Curtis "
    "Dominic Elliot Frankie Gabriel Hugo Jude Kian Louie Michael Owen Patrick Rory Samuel Toby Vincent Zachary Ellis"
)
_BRITISH_FAMILIES = (
    "Smith Taylor Brown Wilson Johnson Walker Wright Robinson Thompson White Hall Green Wood Harris Clarke Jackson "
    "Turner Hill Cooper Ward Moore King Baker Harrison Martin Allen Scott Bailey Bennett Parker Carter Cook Shaw Mason "
    "Richardson Marshall Webb Palmer Barnes Knight Butler Fisher Holmes Reid Murray Gibson Ellis Fox Chapman "
    "Mills Dean "
    "Murphy Kelly Ryan Byrne Campbell Stewart Ross Grant Fletcher Lawson Potter Barker Kirk Nash Frost Sutton Bates"
)
_STEMS = (
    "Ald Ash Barn Beck Black Bol Bram Brock Brad Burn Cal Carl Chal Clay Cox Crom Dal Den Ding Dun East Edg El "
    "Fair Far "
    "Fen Gar Glen Gran Hal Ham Har Hart Hath Hol Horn Hut Kel Kirk Lang Lin Lock Mar Mel Mer Mid Nor Oak Old Over Pat "
    "Pem Pick Ply Rad Raven Red Rid Rock Ros Sal Sed Shel Skel Stan Stock Suth Swin Tad Thorn Til Tun Wal War Wat Wel "
    "West Whit Win Wool Wy York"
)
_ENDINGS = (
    "ton ley ford worth field well bury ham den combe by wick hurst stead more croft dale low gate shaw holme wood "
    "bridge thorpe"
)
_LONG_TAIL = _made(_STEMS, _ENDINGS)

KINDS: tuple[KindOfName, ...] = (
    KindOfName("British", 56, _drawn(_BRITISH_GIRLS), _drawn(_BRITISH_BOYS), _drawn(_BRITISH_FAMILIES, _LONG_TAIL)),
    KindOfName(
        "Welsh",
        9,
        _drawn(
            "Ffion Seren Cerys Carys Megan Nia Lowri Mali Gwen Efa Alys Cadi Nansi Eira Beca Catrin Elin Rhian "
            "Angharad "
            "Bethan Sioned Heledd Non Mared Lleucu Haf Martha Greta Erin Betsan Gwenllian Eleri Siwan Llinos Branwen"
        ),
        _drawn(
            "Osian Dylan Rhys Macsen Harri Ioan Gethin Owain Tomos Iestyn Rhodri Evan Jac Gruffydd Ifan Steffan Llew "
            "Deio Guto Cai Morgan Elis Aled Emrys Gwilym Hywel Bryn Emyr Dafydd Huw Ieuan Meurig Idwal Caradog Trystan"
        ),
        _drawn(
            "Jones Davies Williams Evans Thomas Roberts Lewis Hughes Morgan Griffiths Edwards Owen James "
            "Phillips Morris "
            "Lloyd Price Jenkins Powell Rees Parry Pritchard Bevan Llewellyn Howell Vaughan Prosser Gwilym "
            "Probert Eynon "
            "Maddox Meredith Beynon Bowen Tudor Pugh Watkins Hopkins Rowlands Humphreys Cadwallader Gittins Trahearn"
        ),
    ),
    KindOfName(
        "South Asian",
        14,
        _drawn(
            "Aisha Fatima Maryam Zainab Khadija Amina Hafsa Sana Iqra Zara Noor Safa Sumaya Aaliyah Simran Priya Anika "
            "Jasmeen Manpreet Rukhsana Nusrat Tahira Shabnam Farzana Kiran Anjali Deepika Kavya Harleen Navneet Sadia "
            "Rubina Mehreen Tasnim Lubna Humaira Nasreen Areeba Inaya Samina Parveen Shreya Nandini Isha Riya Avani"
        ),
        _drawn(
            "Mohammed Ibrahim Ahmed Ali Hamza Yusuf Omar Abdullah Hassan Adam Zain Bilal Imran Haroon Ismail "
            "Idris Usman "
            "Arjun Rohan Aryan Gurpreet Harpreet Kabir Zakariya Mustafa Shahzad Waqas Naveed Rizwan Junaid "
            "Faisal Kamran "
            "Asif Nadeem Vikram Sanjay Rahul Amrit Jaspal Sukhdeep Taimur Danyal Eesa Musa Saif Zubair Tanvir Shoaib"
        ),
        _drawn(
            "Khan Ahmed Hussain Patel Ali Begum Mohammed Mahmood Iqbal Akhtar Malik Shah Singh Kaur Rahman Uddin Miah "
            "Chowdhury Islam Bibi Aziz Sheikh Raja Mirza Qureshi Butt Nawaz Rashid Sadiq Sharma Gill Dhillon "
            "Sandhu Bains "
            "Sidhu Mistry Desai Joshi Mehta Kapoor Siddiqui Haque Sarkar Talukdar Bhatti Chaudhry Rana Javed "
            "Saleem Yaqub "
            "Zaman Anwar Hanif Latif Rafiq Shafiq Tariq Waheed Yasin Karim Nazir Bashir Ghani Hashmi Ansari "
            "Rehman Parmar"
        ),
    ),
    KindOfName(
        "Eastern European",
        8,
        _drawn(
            "Zuzanna Julia Lena Maja Hanna Zofia Oliwia Aleksandra Natalia Wiktoria Katarzyna Agnieszka Andreea Maria "
            "Ioana Elena Alexandra Daria Bianca Raluca Oksana Yuliia Kateryna Anastasiia Solomiia Viktoria "
            "Gabija Emilija "
            "Ugne Elza Katrina Petra Ivana Tereza Boglarka Dorottya Desislava Yoana Kristina Svetlana Olena Iryna"
        ),
        _drawn(
            "Jakub Kacper Filip Antoni Szymon Mateusz Wojciech Bartosz Krzysztof Grzegorz Michal Piotr Andrei "
            "Matei David "
            "Stefan Ionut Florin Cristian Mihai Razvan Oleksandr Dmytro Mykola Yevhen Andrii Bohdan Lukas Matas Jonas "
            "Kristaps Tomas Marek Vojtech Bence Levente Georgi Dimitar Ivan Nikola Danylo Artem Maksym Nazar"
        ),
        _drawn(
            "Nowak Kowalski Wisniewski Wojcik Kowalczyk Kaminski Lewandowski Zielinski Szymanski Wozniak Dabrowski "
            "Kozlowski Jankowski Mazur Krawczyk Popescu Ionescu Popa Dumitru Stan Gheorghe Constantin Munteanu Stoica "
            "Shevchenko Kovalenko Bondarenko Tkachenko Kravchenko Oliynyk Kazlauskas Jankauskas Balciunas "
            "Berzins Kalnins "
            "Novak Svoboda Horvath Nagy Szabo Ivanov Dimitrov Petrov Georgiev",
            _made(
                "Rad Bor Mil Star Zem Jan Mal Sob Wit Klim Gor Lis Dab Sok Zar", "owski inski czyk escu enko aitis ov"
            ),
        ),
    ),
    KindOfName(
        "African",
        8,
        _drawn(
            "Ama Akosua Abena Efua Chioma Ngozi Adaeze Ifeoma Folake Temitope Yetunde Oluwaseyi Hodan Sagal "
            "Ifrah Ayaan "
            "Hibo Fartun Mariama Aminata Fatoumata Awa Blessing Precious Mercy Esther Tendai Rutendo Nyasha "
            "Thandiwe Selam "
            "Hiwot Bethlehem Mekdes Rahel Wanjiru Achieng Nakato Amara Zainabu Hawa Kadiatu Deborah Divine Favour"
        ),
        _drawn(
            "Kwame Kofi Kwabena Yaw Emeka Chidi Obinna Chukwuemeka Tunde Oluwaseun Adebayo Babatunde Abdi Mahad Liban "
            "Abdirahman Mamadou Ousmane Ibrahima Alpha Tendai Tatenda Kudakwashe Farai Emmanuel Samuel Daniel Joshua "
            "Dawit Yonas Biniam Filmon Robel Kipchoge Otieno Mwangi Jabari Sekou Bakary Prince Gift Junior"
        ),
        _drawn(
            "Mensah Boateng Owusu Osei Addo Asante Appiah Okafor Okonkwo Adeyemi Adebayo Okeke Eze Nwosu "
            "Balogun Ogunleye "
            "Kamara Diallo Sesay Conteh Bangura Koroma Jalloh Barry Traore Abdi Warsame Hersi Jama Farah Osman "
            "Yusuf Moyo "
            "Ncube Sibanda Chikwanha Mutasa Tekle Haile Gebremedhin Tesfay Kidane Mwangi Otieno Kariuki Nyambura Banda "
            "Phiri Mulenga Amponsah Ofori Ansah Danso Frimpong Agyeman Oyelaran Olatunji Afolabi Akindele "
            "Chukwu Obi Uche"
        ),
    ),
    KindOfName(
        "Double-barrelled",
        5,
        _drawn(_BRITISH_GIRLS),
        _drawn(_BRITISH_BOYS),
        _drawn(_BRITISH_FAMILIES, _LONG_TAIL),
        is_double=True,
    ),
)
