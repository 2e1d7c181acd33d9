// What a practice reads when a cell cannot be read.

#include "lists/cell_scan.h"
#include "kernel/text.h"

namespace kader::lists::cell {

namespace {

std::string word_list(const ColumnInfo& info) {
    std::string text;
    for (const auto choice : info.choices) {
        if (!text.empty()) text += ", ";
        text += choice;
    }
    return text;
}

}  // namespace

Reason reason_of(Fault fault, const ColumnInfo& info, std::string_view text) {
    const auto shown = '"' + shortened(text) + '"';
    const auto about = [&](std::string_view nl, std::string_view en) {
        return Reason{shown + ' ' + std::string{nl}, shown + ' ' + std::string{en}};
    };
    switch (fault) {
        case Fault::None:
            break;
        case Fault::Empty:
            return {"hier moet iets staan", "this may not be empty"};
        case Fault::Formula:
            return about("is een formule; zet er de uitkomst neer, als gewone tekst",
                         "is a formula; put its outcome here, as plain text");
        case Fault::Control:
            return about("bevat een teken dat niet te lezen is",
                         "holds a character nobody can read");
        case Fault::BadBytes:
            return about("bevat bytes die geen UTF-8 zijn en ook geen Windows-1252",
                         "holds bytes that are neither UTF-8 nor Windows-1252");
        case Fault::LineBreak:
            return about("loopt door op een tweede regel; dat mag hier niet",
                         "runs on over a second line, which it may not do here");
        case Fault::NotADay:
            return about("is geen datum zoals 31-03-2026 of 2026-03-31",
                         "is not a date like 31-03-2026 or 2026-03-31");
        case Fault::NoSuchDay:
            return about("is een dag die niet bestaat", "is a day that does not exist");
        case Fault::YearOutOfRange:
            return about("ligt niet tussen 1900 en 2199", "is not between 1900 and 2199");
        case Fault::ShortYear:
            return about("heeft een jaar van twee cijfers; schrijf er vier, zoals 2026",
                         "has a year of two digits; write four, such as 2026");
        case Fault::DayNumber:
            return about("is een getal en geen datum; geef de kolom in Excel het type Datum",
                         "is a number and not a date; give the column the type Date in Excel");
        case Fault::TimeZone:
            return about("noemt een tijdzone; laat het tijdstip weg, de datum is genoeg",
                         "names a time zone; leave the time out, the date is enough");
        case Fault::NotYesNo:
            return about("is geen ja of nee", "is neither ja (yes) nor nee (no)");
        case Fault::NotAChoice: {
            const auto words = word_list(info);
            return about("staat niet in het rijtje: " + words, "is not one of: " + words);
        }
        case Fault::NotANumber:
            return about("is geen getal zoals 32 of 32,5", "is not a number like 32 or 32.5");
        case Fault::Negative:
            return about("is kleiner dan nul", "is below zero");
        case Fault::TooManyDecimals:
            return about("heeft meer dan twee cijfers achter de komma",
                         "has more than two decimals");
        case Fault::TooLarge:
            return about("is te groot", "is too large");
        case Fault::NotWhole:
            return about("is geen heel getal", "is not a whole number");
        case Fault::Scientific:
            return about(
                "is door Excel ingekort; geef de kolom het type Tekst en vul het nummer opnieuw in",
                "was cut short by Excel; give the column the type Text and fill the number in "
                "again");
        case Fault::KvkDigits:
            return about("is geen KvK-nummer van 8 cijfers; Excel laat een nul vooraan weg",
                         "is not a KvK number of 8 digits; Excel drops a leading zero");
        case Fault::EstablishmentDigits:
            return about("is geen vestigingsnummer van 12 cijfers; Excel laat nullen vooraan weg",
                         "is not an establishment number of 12 digits; Excel drops leading zeros");
        case Fault::BigDigits:
            return about("is geen BIG-nummer van 11 cijfers", "is not a BIG number of 11 digits");
        case Fault::BigTenDigits:
            return about("heeft tien cijfers en een BIG-nummer elf; Excel laat een nul vooraan weg",
                         "has ten digits and a BIG number eleven; Excel drops a leading zero");
    }
    return {};
}

}  // namespace kader::lists::cell
