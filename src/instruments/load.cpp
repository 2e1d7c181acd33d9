// Reads norms/instruments/.

#include <algorithm>
#include <array>
#include <set>

#include "instruments/instrument.h"
#include "norm_book/norm_rows.h"

namespace kader::instruments {

namespace {

using toml::TableReader;

constexpr std::array kinds = {Kind::Guideline,     Kind::QualityFramework, Kind::InspectionFramework, Kind::CodeOfConduct,
                              Kind::Standard,      Kind::SelfCheck,        Kind::LawCompanion};
constexpr std::array statuses = {Status::Note,      Status::Proposed,   Status::OnAgenda, Status::InDevelopment,
                                 Status::Escalated, Status::Submitted,  Status::Assessed, Status::Registered,
                                 Status::InForce,   Status::UnderRevision, Status::Superseded, Status::Withdrawn};
constexpr std::array roles = {Role::Party, Role::HolderOfThePen, Role::Observer, Role::Secretary, Role::Supervisor};
constexpr std::array precisions = {Precision::Day, Precision::Month, Precision::Year};

// One file. `book` knows the sources.
class Reader {
public:
    Reader(const norm_book::NormBook& book) : m_book(book) {}

    Instrument read(TableReader& whole) {
        Instrument made;
        if (auto head = whole.optional_table("instrument")) {
            made.id = head->text("id");
            made.title = head->both("title");
            made.about = head->both("about");
            made.kind = head->choice("kind", kinds);
            made.where = head->optional_text("where");
            made.source_codes = head->optional_texts("source_codes");
            for (const auto& code : made.source_codes)
                if (m_book.source(code) == nullptr)
                    head->refuse_at("source_codes", "the source \"" + code + "\" is not in norms/sources.toml; add it there");
            made.last_checked = head->day("last_checked");
            head->refuse_other_keys();
        } else {
            whole.refuse("the table [instrument] is missing");
        }
        each(whole, "version", [&](TableReader& row) {
            made.versions.push_back({row.text("id"), row.both("title"), row.optional_day("registered_on"),
                                     row.optional_day("implemented_on"), row.optional_day("recorded_on"), backed(row)});
        });
        each(whole, "status", [&](TableReader& row) {
            made.history.push_back({known(row), row.choice("status", statuses), row.both("text"), backed(row)});
        });
        std::ranges::stable_sort(made.history, {}, [](const auto& one) { return one.when.on; });
        each(whole, "delivery", [&](TableReader& row) {
            made.deliveries.push_back({row.both("what"), row.optional_day("promised"), row.optional_day("delivered"), backed(row)});
        });
        each(whole, "party", [&](TableReader& row) {
            Party party{row.text("name"), row.choice("role", roles), row.optional_day("from"), row.optional_day("through"), backed(row)};
            if (party.until) *party.until += Days{1};
            made.parties.push_back(std::move(party));
        });
        each(whole, "decision", [&](TableReader& row) {
            made.decisions.push_back({known(row), row.text("body"), row.both("text"), backed(row)});
        });
        each(whole, "position", [&](TableReader& row) {
            made.positions.push_back({row.text("party"), when(row, ""), row.both("text"), backed(row)});
        });
        each(whole, "open", [&](TableReader& row) { made.open.push_back({row.both("text"), backed(row)}); });
        each(whole, "then_and_now", [&](TableReader& row) {
            ThenAndNow one;
            one.said = row.both("said");
            one.now = row.both("now");
            one.said_on = when(row, "said_");
            one.since = row.optional_day("since");
            one.backed = backed(row);
            made.then_and_now.push_back(std::move(one));
        });
        whole.refuse_other_keys();
        return made;
    }

private:
    template <class Take>
    static void each(TableReader& whole, std::string_view key, const Take& take) {
        for (auto& row : whole.tables(key)) {
            take(row);
            row.refuse_other_keys();
        }
    }
    static When when(TableReader& row, const std::string& start) {
        When made{row.optional_day(start + "on"), row.optional_choice(start + "precision", precisions).value_or(Precision::Day),
                  row.optional_both(start + "on_text")};
        if ((made.precision == Precision::Day) != made.words.nl.empty())
            row.refuse("a month or a year is said in words as well (`" + start + "on_text_nl`, `_en`), a day is not");
        if (made.precision != Precision::Day && !made.on) row.refuse("the first day of the month or year is missing");
        return made;
    }
    static When known(TableReader& row) {
        (void)row.day("on");  // Refused when it is missing.
        auto made = when(row, "");
        if (!made.on) made.on = CalendarDay{};
        return made;
    }
    Backed backed(TableReader& row) const { return {norm_book::read_sources(row, m_book), norm_book::read_certainty(row)}; }
    const norm_book::NormBook& m_book;
};

}  // namespace

std::variant<Register, std::vector<toml::Fault>> Register::load(const std::vector<norm_book::NormFile>& files,
                                                                const norm_book::NormBook& book) {
    toml::Faults faults;
    Register made;
    std::set<std::string> codes;
    for (const auto& file : norm_book::parse_below(files, "instruments", faults)) {
        TableReader whole{file.content, file.name, faults};
        auto instrument = Reader{book}.read(whole);
        if (made.find(instrument.id) != nullptr) whole.refuse("the instrument \"" + instrument.id + "\" is here twice");
        for (const auto& code : instrument.source_codes)
            if (!codes.insert(code).second) whole.refuse("the source \"" + code + "\" is another instrument already");
        made.m_all.push_back(std::move(instrument));
    }
    if (!faults.empty()) return faults.sorted();
    std::ranges::sort(made.m_all, {}, [](const auto& one) { return std::pair{one.kind != Kind::QualityFramework, one.id}; });
    return made;
}

}  // namespace kader::instruments
