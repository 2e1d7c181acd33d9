#pragma once

// What people in the Netherlands who work with skin, hair and needles think of first when they are asked for a
// password. Our own list: words, names, months, towns, and rows of keys. Folded, as kernel/text.h does.

#include <array>
#include <string_view>

namespace kader::factors {

// So many bits each of them is worth: somewhat more than the list is long.
inline constexpr double common_word_bits = 8;

inline constexpr auto common_words = std::to_array<std::string_view>({
    // Passwords as such.
    "wachtwoord", "password", "passwoord", "welkom", "welcome", "geheim", "toegang", "inloggen", "inlog", "login", "admin", "beheer", "beheerder", "gebruiker",
    "computer", "laptop", "tablet", "internet", "hallo", "hello", "test", "testen", "kader", "dossier", "veilig", "sesam", "letmein", "changeme", "verander",
    // The work.
    "kliniek", "clinic", "praktijk", "salon", "studio", "schoonheid", "schoonheidssalon", "schoonheidsspecialiste", "beauty", "huid", "huidtherapie", "skin", "skincare",
    "cosmetisch", "cosmetiek", "cosmetica", "botox", "botuline", "filler", "fillers", "laser", "peeling", "lippen", "rimpel", "rimpels", "injectie", "naald",
    "behandeling", "behandelaar", "client", "klant", "patient", "zorg", "dokter", "arts", "zuster", "verpleegkundige", "assistente", "receptie", "balie",
    "afspraak", "agenda", "kwaliteit", "tattoo", "wenkbrauw", "wimpers", "nagels", "haar", "kapper", "massage",
    // The year.
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december", "lente", "voorjaar", "zomer", "herfst",
    "najaar", "winter", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "vakantie", "kerst", "kerstmis", "sinterklaas", "pasen",
    // The country.
    "nederland", "holland", "oranje", "koning", "amsterdam", "rotterdam", "denhaag", "utrecht", "eindhoven", "groningen", "tilburg", "almere", "breda",
    "nijmegen", "arnhem", "haarlem", "enschede", "zwolle", "maastricht", "leiden", "ajax", "feyenoord", "heerenveen", "limburg", "brabant", "zeeland",
    // Whom they love.
    "schatje", "schat", "liefje", "liefde", "lieverd", "mama", "papa", "oma", "opa", "baby", "kinderen", "familie", "vrienden", "vriendin", "hond", "poes", "kat", "paard",
    "konijn", "bloem", "bloemen", "vlinder", "zonnetje", "zonnebloem", "prinses", "engel", "emma", "julia", "sophie", "lisa", "anna", "sanne", "anouk", "lotte",
    "maria", "linda", "monique", "daan", "lucas", "thomas", "tim", "kevin", "dennis", "mark", "jeroen", "peter", "johan", "jan",
    // Fingers that walk.
    "qwerty", "qwertyuiop", "azerty", "qazwsx", "asdfgh", "asdf", "zxcvbn", "zxcv", "abc", "xyz",
});

}  // namespace kader::factors
