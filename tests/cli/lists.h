#pragma once

// Small lists that several tests start from. All names are made up.

#include <string>

namespace kader::cli_tests {

inline const std::string people_header =
    "kenmerk;naam;beroep;functie;uren_per_week;band;levert_zorg;vanaf;tot_en_met\n";
inline const std::string owner = "P1;Noor Fictief;arts;arts;;eigenaar;ja;2020-01-01;\n";

inline std::string legal_form(const std::string& form) {
    return "kenmerk;onderwerp;waarde;vanaf\nF1;rechtsvorm;" + form + ";2020-01-01\n";
}

inline const std::string register_header =
    "kenmerk;gecontroleerd_op;door;adres;sbi_code;vestigingsnummer;toezichthouders;hersteld_op\n";
inline const std::string rules_header = "kenmerk;norm;waarde;vanaf;door\n";
inline const std::string statements_header =
    "kenmerk;eis;antwoord;door;functie;reden;vanaf;tot_en_met\n";

}  // namespace kader::cli_tests
