// One cell: what is accepted, and what is said of the rest.

#include <doctest/doctest.h>

#include "lists/cell_scan.h"
#include "lists/example_lists.h"
#include "lists/quick_check.h"
#include "kernel/text.h"

using namespace kader;
using namespace kader::lists;

namespace {

ColumnInfo column(CellKind kind, std::span<const std::string_view> choices = {}) {
    return {"kolom", kind, Need::Required, choices};
}

// The value, or nothing when the cell is refused.
template <class T>
std::optional<T> read(CellKind kind, std::string_view text,
                      std::span<const std::string_view> choices = {}) {
    T value{};
    std::vector<CellProblem> problems;
    const bool right = cell::parse(column(kind, choices), text, value, problems);
    CHECK(right == problems.empty());
    if (!right) return {};
    return value;
}

std::string refusal(CellKind kind, std::string_view text) {
    const auto info = column(kind, examples::topics);
    const auto fault = cell::fault_of(info, text, cell::Searched::NotYet);
    return fault == cell::Fault::None ? "accepted" : cell::reason_of(fault, info, text).nl;
}

bool says(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a day may be written in the Dutch way or as ISO, with or without the time Excel adds") {
    const auto day = day_of(2026, 1, 5);
    for (const auto* text : {"2026-01-05", "05-01-2026", "5-1-2026", "5/1/2026", "05/01/2026",
                             "2026/01/05", "2026-01-05 00:00:00", "5-1-2026 0:00",
                             "2026-01-05T00:00:00", "05-01-2026 13:45:10.123"}) {
        CAPTURE(text);
        CHECK(read<CalendarDay>(CellKind::Day, text) == day);
        CHECK(cell::fault_of(column(CellKind::LastDay), text, cell::Searched::CleanFile) ==
              cell::Fault::None);
    }
}

TEST_CASE(
    "30 February is refused as a day that does not exist, and 29 February only in a leap year") {
    CHECK(says(refusal(CellKind::Day, "30-02-2026"), "niet bestaat"));
    CHECK(says(refusal(CellKind::Day, "2026-02-29"), "niet bestaat"));
    CHECK(says(refusal(CellKind::Day, "31-11-2026"), "niet bestaat"));
    CHECK(says(refusal(CellKind::Day, "00-01-2026"), "niet bestaat"));
    CHECK(says(refusal(CellKind::Day, "01-13-2026"), "niet bestaat"));
    CHECK(read<CalendarDay>(CellKind::Day, "29-02-2028") == day_of(2028, 2, 29));
}

TEST_CASE("a date that could be meant otherwise is refused with what to do") {
    CHECK(says(refusal(CellKind::Day, "5-1-26"), "schrijf er vier"));
    CHECK(says(refusal(CellKind::Day, "46027"), "type Datum"));
    CHECK(says(refusal(CellKind::Day, "2026-01-05T00:00:00Z"), "tijdzone"));
    CHECK(says(refusal(CellKind::Day, "2026-01-05 23:30:00+01:00"), "tijdzone"));
    CHECK(says(refusal(CellKind::Day, "01-01-1899"), "tussen 1900 en 2199"));
    CHECK(says(refusal(CellKind::Day, "2026-1/5"), "geen datum"));
    CHECK(says(refusal(CellKind::Day, "5 jan 2026"), "geen datum"));
    CHECK(says(refusal(CellKind::Day, "2026-01-05 25:00"), "geen datum"));
    CHECK(says(refusal(CellKind::Day, "-"), "geen datum"));
}

TEST_CASE(
    "every day that parse_day knows is the same day here, and the quick look never sees more") {
    for (auto day = day_of(1900, 1, 1); day <= day_of(2199, 12, 31); day += Days{1}) {
        const auto iso = iso_text(day);
        const auto dutch = iso.substr(8, 2) + '-' + iso.substr(5, 2) + '-' + iso.substr(0, 4);
        CalendarDay read_day{};
        if (cell::scan_day(iso, read_day) != cell::Fault::None || read_day != day) FAIL(iso);
        if (cell::scan_day(dutch, read_day) != cell::Fault::None || read_day != day) FAIL(dutch);
    }
    // Every single change of one character: whatever passes at a glance must be a real day.
    int passed = 0;
    for (const std::string start : {"2026-03-31", "31-03-2026", "28-12-2199", "1900-01-01"})
        for (std::size_t at = 0; at < start.size(); ++at)
            for (int byte = 0; byte < 256; ++byte) {
                auto text = start;
                text[at] = static_cast<char>(byte);
                CalendarDay day{};
                if (!is_quick_day(text.data())) continue;
                ++passed;
                if (cell::scan_day(text, day) != cell::Fault::None) FAIL(text);
            }
    CHECK(passed > 50);
    for (const auto kind : {CellKind::Text, CellKind::Reference, CellKind::YesNo, CellKind::Choice})
        for (int byte = 33; byte < 127; ++byte) {
            const std::string text{static_cast<char>(byte), 'a'};
            const auto info = column(kind, examples::topics);
            if (passes_at_a_glance(info, text)) {
                CAPTURE(text);
                CHECK(cell::fault_of(info, text, cell::Searched::NotYet) == cell::Fault::None);
            }
        }
}

TEST_CASE("a number is read with a decimal comma or point and with points between thousands") {
    const auto hundredths = [](std::string_view text) {
        const auto value = read<Hundredths>(CellKind::Hundredths, text);
        return value ? value->value : -1;
    };
    CHECK(hundredths("32,5") == 3250);
    CHECK(hundredths("32.5") == 3250);
    CHECK(hundredths("32") == 3200);
    CHECK(hundredths("0,05") == 5);
    CHECK(hundredths("1.250,50") == 125050);
    CHECK(hundredths("1.250") == 125000);
    CHECK(hundredths("12.25") == 1225);
    CHECK(hundredths("1.250.000,1") == 125000010);
    for (const auto* wrong : {"32,555", "12,50,1", "1.25.0", ".5", "5,", "abc", "3 2", "21474837",
                              "1,2e5", "-5", "1.2500,0", "--5"}) {
        CAPTURE(wrong);
        CHECK(hundredths(wrong) == -1);
    }
    CHECK(says(refusal(CellKind::Hundredths, "32,555"), "achter de komma"));
    CHECK(says(refusal(CellKind::Hundredths, "-5"), "kleiner dan nul"));
    CHECK(says(refusal(CellKind::Hundredths, "99999999999"), "te groot"));
}

TEST_CASE("a whole number has no decimals") {
    CHECK(read<std::int32_t>(CellKind::Whole, "2026") == 2026);
    CHECK(read<std::int32_t>(CellKind::Whole, "1.250") == 1250);
    CHECK(says(refusal(CellKind::Whole, "12,5"), "geen heel getal"));
    CHECK(says(refusal(CellKind::Whole, "3000000000"), "te groot"));
}

TEST_CASE("yes and no come in the words that people and Excel use") {
    for (const auto* yes : {"ja", "JA", "j", "yes", "Yes", "x", "X", "1", "WAAR"})
        CHECK(read<bool>(CellKind::YesNo, yes) == true);
    for (const auto* no : {"nee", "Nee", "n", "no", "0", "ONWAAR"})
        CHECK(read<bool>(CellKind::YesNo, no) == false);
    CHECK_FALSE(read<bool>(CellKind::YesNo, "misschien"));
}

TEST_CASE("a word of a closed list is found without regard to case, accents, spaces and hyphens") {
    const auto word = [](std::string_view text) {
        return read<std::string>(CellKind::Choice, text, examples::topics).value_or("refused");
    };
    CHECK(word("Meldcode") == "meldcode");
    CHECK(word("Tot slot") == "tot_slot");
    CHECK(word("TOT-SLOT") == "tot_slot");
    CHECK(word("clientinformatie") == "cliëntinformatie");
    CHECK(word("Clie\xCC\x88ntinformatie") == "cliëntinformatie");
    CHECK(word("iets anders") == "refused");
    CHECK(says(refusal(CellKind::Choice, "iets"), "meldcode, reanimatie"));
}

TEST_CASE("several words are split on comma, semicolon or bar, and each counts once") {
    using Words = std::vector<std::string>;
    CHECK(read<Words>(CellKind::References, " P1, P2;;P1 | P3 ,") == Words{"P1", "P2", "P3"});
    CHECK(read<Words>(CellKind::Choices, "Meldcode;reanimatie;meldcode", examples::topics) ==
          Words{"meldcode", "reanimatie"});
    CHECK_FALSE(read<Words>(CellKind::Choices, "meldcode, onzin", examples::topics));
    CHECK_FALSE(read<Words>(CellKind::References, " ; , "));
}

TEST_CASE("a BIG number of ten digits is refused, with what Excel did to it") {
    CHECK(read<std::string>(CellKind::BigNumber, "09876543210") == "09876543210");
    CHECK(read<std::string>(CellKind::BigNumber, "0987 654 3210") == "09876543210");
    CHECK(says(refusal(CellKind::BigNumber, "9876543210"), "tien cijfers"));
    CHECK(says(refusal(CellKind::BigNumber, "9876543210"), "nul vooraan"));
    CHECK(says(refusal(CellKind::BigNumber, "123"), "11 cijfers"));
    CHECK(says(refusal(CellKind::BigNumber, "0987654321a"), "11 cijfers"));
}

TEST_CASE("KvK and establishment numbers have eight and twelve digits") {
    CHECK(read<std::string>(CellKind::KvkNumber, "12.34.56.78") == "12345678");
    CHECK(read<std::string>(CellKind::EstablishmentNumber, "0000 1234 5678") == "000012345678");
    CHECK(says(refusal(CellKind::KvkNumber, "1234567"), "8 cijfers"));
    CHECK(says(refusal(CellKind::EstablishmentNumber, "1,23457E+11"), "ingekort"));
}

TEST_CASE(
    "a formula is refused in every kind of cell, and a signed number or a telephone number is not "
    "one") {
    for (const auto kind :
         {CellKind::Text, CellKind::Day, CellKind::LastDay, CellKind::YesNo, CellKind::Choice,
          CellKind::Choices, CellKind::Reference, CellKind::References, CellKind::Hundredths,
          CellKind::Whole, CellKind::KvkNumber, CellKind::EstablishmentNumber, CellKind::BigNumber})
        for (const auto* formula :
             {"=1+1", "=HYPERLINK(\"x\")", "+SOM(A1)", "-A1", "@SOM(A1)", "=\"0012\""}) {
            CAPTURE(formula);
            CHECK(says(refusal(kind, formula), "formule"));
        }
    for (const auto* plain : {"-5", "+31 6 12345678", "-", "-5,25", "+1", "a=b"})
        CHECK(refusal(CellKind::Text, plain) == "accepted");
}

TEST_CASE("what is shown of a wrong cell is short and cannot lead a terminal astray") {
    const auto shown =
        refusal(CellKind::YesNo,
                "\x1B[31mrood\x07 en een heel lange zin die maar door blijft gaan en gaan");
    CHECK(shown.find('\x1B') == std::string::npos);
    CHECK(shown.find('\x07') == std::string::npos);
    CHECK(says(shown, "…"));
    CHECK(shown.size() < 100);
    CHECK(shortened("a\xFF"
                    "b\xE2\x80\xAEz") == "a?b z");
    CHECK(says(refusal(CellKind::Text, "a\x1B[31m"), "niet te lezen"));
    CHECK(says(refusal(CellKind::Text, "a\xFF"), "geen UTF-8"));
}

TEST_CASE("a text may have several lines, a reference may not") {
    CHECK(refusal(CellKind::Text, "een\ntwee") == "accepted");
    CHECK(says(refusal(CellKind::Reference, "P\n1"), "tweede regel"));
}

TEST_CASE("an end before its start is refused with both days") {
    std::vector<CellProblem> problems;
    refuse_end_before_start("tot_en_met", day_of(2026, 3, 2), day_of(2026, 3, 1), problems);
    REQUIRE(problems.size() == 1);
    CHECK(says(problems[0].nl, "1 maart 2026"));
    CHECK(says(problems[0].en, "2 March 2026"));
    refuse_end_before_start("tot_en_met", day_of(2026, 3, 2), day_of(2026, 3, 2), problems);
    refuse_end_before_start("tot_en_met", day_of(2026, 3, 2), {}, problems);
    CHECK(problems.size() == 1);
    CHECK(period_of(day_of(2026, 3, 2), day_of(2026, 3, 2)).until == day_of(2026, 3, 3));
    CHECK_FALSE(period_of(day_of(2026, 3, 2), {}).until);
}
