#include "practice/gap_explanation.h"

#include <algorithm>
#include <array>

#include "facts/day_number.h"
#include "facts/keys.h"

namespace kader::practice {

namespace {

// The list as the practice writes it, and the kind of key that its facts are about.
struct KeyOfList {
    std::string_view list;
    std::string_view key;
};
constexpr std::array<KeyOfList, 10> keys_of_lists = {{{"mensen", "person"},
                                                      {"middelen", "object"},
                                                      {"leveranciers", "supplier"},
                                                      {"locaties", "location"},
                                                      {"risicos", "risk"},
                                                      {"zorgsoorten", "care"},
                                                      {"zorgaanbod", "treatment"},
                                                      {"documenten", "document"},
                                                      {"handelingen", "performs"},
                                                      {"verantwoordelijkheden", "task"}}};

// Empty when the text names no list that we know, or nothing in it.
std::string subject_of(std::string_view concerns) {
    if (concerns.empty()) return "*";
    const auto colon = concerns.find(':');
    if (colon == std::string_view::npos) return {};
    const auto found =
        std::ranges::find(keys_of_lists, concerns.substr(0, colon), &KeyOfList::list);
    auto name = concerns.substr(colon + 1);
    name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
    if (found == keys_of_lists.end() || name.empty()) return {};
    return facts::key(found->key, name);
}

}  // namespace

void GapExplanation::check(std::vector<lists::CellProblem>& problems) const {
    if (subject_of(concerns).empty())
        problems.push_back({"betreft",
                            "schrijf de naam van de lijst, een dubbele punt en het kenmerk, zoals "
                            "mensen:P01, of laat dit leeg",
                            "write the name of the list, a colon and the kenmerk, such as "
                            "mensen:P01, or leave this empty"});
    lists::refuse_end_before_start("gat_tot_en_met", gap_from, gap_through, problems);
}

std::vector<facts::NewFact> facts_of(const GapExplanation& gap) {
    return {{.kind = "practice.gap_explained",
             .subject = subject_of(gap.concerns),
             .relation = facts::requirement_key(gap.requirement),
             .number = std::int32_t(facts::number_of(gap.signed_on)),
             .holds = lists::period_of(gap.gap_from, gap.gap_through)}};
}

}  // namespace kader::practice
