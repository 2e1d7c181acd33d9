#include "norm_book/small_norms.h"

using namespace kader::norm_book::small;
using enum kader::norm_book::Effect;
using kader::norm_book::Backing;
using kader::norm_book::Effect;
using kader::norm_book::State;
using kader::norm_book::Weight;

namespace {

struct Row {
    Weight weight;
    Backing backing;
    Effect shown, attested, missing, contradicted, not_applicable;
};

// Every cell by hand: a change of norms/states.toml must be made here too, on purpose.
constexpr Row rows[] = {
    {Weight::Must, Backing::Sourced, Shown, Attested, Missing, Contradicted, Nothing},
    {Weight::Must, Backing::SourcedSecond, Shown, Attested, Missing, Contradicted, Nothing},
    {Weight::Must, Backing::Assumed, Shown, Attested, Remark, Remark, Nothing},
    {Weight::Must, Backing::Adopted, Shown, Attested, Missing, Contradicted, Nothing},
    {Weight::Should, Backing::Sourced, Shown, Attested, Remark, Contradicted, Nothing},
    {Weight::Should, Backing::SourcedSecond, Shown, Attested, Remark, Contradicted, Nothing},
    {Weight::Should, Backing::Assumed, Shown, Attested, Remark, Remark, Nothing},
    {Weight::Should, Backing::Adopted, Shown, Attested, Missing, Contradicted, Nothing},
    {Weight::Advice, Backing::Sourced, Nothing, Nothing, Remark, Remark, Nothing},
    {Weight::Advice, Backing::SourcedSecond, Nothing, Nothing, Remark, Remark, Nothing},
    {Weight::Advice, Backing::Assumed, Nothing, Nothing, Remark, Remark, Nothing},
    {Weight::Advice, Backing::Adopted, Shown, Attested, Missing, Contradicted, Nothing},
};

std::string states_text() {
    return real("states.toml").bytes;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("each weight, backing and state has the effect that is written here") {
    const auto book = book_of({real("states.toml")});
    const auto& table = book.truth_table();
    for (const auto& row : rows) {
        const auto weight = word(row.weight);
        const auto backing = word(row.backing);
        CAPTURE(weight);
        CAPTURE(backing);
        CHECK(table.effect(row.weight, row.backing, State::Shown) == row.shown);
        CHECK(table.effect(row.weight, row.backing, State::Attested) == row.attested);
        CHECK(table.effect(row.weight, row.backing, State::Missing) == row.missing);
        CHECK(table.effect(row.weight, row.backing, State::Contradicted) == row.contradicted);
        CHECK(table.effect(row.weight, row.backing, State::NotApplicable) == row.not_applicable);
    }
    CHECK(table.order == std::vector<Effect>{Contradicted, Missing, Attested, Shown});
}

TEST_CASE("an assumed row never makes an answer missing or contradicted") {
    const auto book = book_of({real("states.toml")});
    for (const auto weight : {Weight::Must, Weight::Should, Weight::Advice})
        for (const auto state : {State::Shown, State::Missing, State::Contradicted, State::Attested,
                                 State::NotApplicable}) {
            const auto effect = book.truth_table().effect(weight, Backing::Assumed, state);
            CHECK(effect != Missing);
            CHECK(effect != Contradicted);
        }
}

TEST_CASE("a cell that is missing, twice, or no effect is refused") {
    const auto faults = [](const std::string& text) { return faults_of({{"states.toml", text}}); };
    const auto missing = faults(replaced(states_text(), "attested = \"attested\"\n", "\n"));
    REQUIRE(missing.size() == 1);
    CHECK(missing[0].reason.find("`attested` is missing") != std::string::npos);
    CHECK(faults(replaced(states_text(), "missing = \"missing\"\n",
                          "missing = \"missing\"\nmissing = \"shown\"\n"))
              .size() == 1);
    CHECK(faults(replaced(states_text(), "missing = \"missing\"", "missing = \"green\"")).size() ==
          1);
    CHECK(faults(replaced(states_text(), "missing = \"missing\"\n",
                          "missing = \"missing\"\ngreen = \"shown\"\n"))
              .size() == 1);
    CHECK(faults(replaced(states_text(), "\"missing\", \"attested\"", "\"missing\"")).size() == 1);
    CHECK(faults(replaced(states_text(), "[advice.adopted]", "[advice.other]")).size() == 2);
}
