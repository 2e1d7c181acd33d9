// `kader deadline`: the vectors of the law notes, days and instants, and what is refused.

#include <doctest/doctest.h>

#include "cli/program.h"

using namespace kader::cli_tests;

namespace {

json::object deadline(const std::string& rule, const std::string& from) {
    return parsed(run({"deadline", rule, "--from", from, "--format", "json"}));
}

void refuses(const std::string& rule, const std::string& from, int code,
             const std::string& reason) {
    const auto outcome = run({"deadline", rule, "--from", from});
    CAPTURE(rule);
    CAPTURE(from);
    CAPTURE(outcome.err);
    CHECK(outcome.code == code);
    CHECK(outcome.out.empty());
    CHECK(holds(outcome.err, reason));
}

}  // namespace

TEST_CASE("the vectors of the law give their safe and their legal day") {
    struct Vector {
        std::string rule, from, safe_due, legal_latest;
    };
    for (const auto& one :
         {Vector{"complaint-outcome-6w", "2026-03-02", "2026-04-13", "2026-04-13"},
          Vector{"complaint-outcome-6w", "2026-02-20", "2026-04-03", "2026-04-07"},
          Vector{"complaint-outcome-6w", "2027-03-25", "2027-05-06", "2027-05-10"},
          Vector{"complaint-extend-4w", "2026-02-20", "2026-05-01", "2026-05-01"},
          Vector{"dispute-ruling-6m", "2026-08-31", "2027-02-28", "2027-02-28"},
          Vector{"calamity-report-3wd", "2026-04-02", "2026-04-07", "2026-04-09"},
          Vector{"calamity-report-3wd", "2026-11-20", "2026-11-25", "2026-11-25"},
          Vector{"calamity-report-3wd", "2026-12-23", "2026-12-28", "2026-12-29"},
          Vector{"calamity-doubt-6w", "2026-10-05", "2026-11-16", "2026-11-16"},
          Vector{"report-complete-2w", "2026-12-11", "2026-12-25", "2026-12-28"},
          Vector{"gdpr-request-1m", "2026-03-05", "2026-04-05", "2026-04-07"},
          Vector{"gdpr-request-1m", "2026-08-31", "2026-09-30", "2026-09-30"},
          Vector{"gdpr-court-6w", "2026-11-16", "2026-12-28", "2026-12-28"},
          Vector{"big-reregistration-5y", "2024-02-29", "2029-02-28", "2029-02-28"},
          Vector{"wtza-licence-6m", "2026-08-31", "2027-02-28", "2027-02-28"}}) {
        CAPTURE(one.rule);
        CAPTURE(one.from);
        const auto answer = deadline(one.rule, one.from);
        CHECK(text(answer, "safe_due") == one.safe_due);
        CHECK(text(answer, "legal_latest") == one.legal_latest);
    }
}

TEST_CASE("a window adds its first day and a keep-until rule the first day of destruction") {
    const auto window = deadline("wtza-report-window", "2027-01-01");
    CHECK(text(window, "earliest") == "2026-10-01");
    CHECK(text(window, "legal_latest") == "2026-12-31");
    const auto dossier = deadline("wgbo-retention-20", "2026-03-15");
    CHECK(text(dossier, "keep_until") == "2046-03-15");
    CHECK(text(dossier, "destroyable_from") == "2046-03-16");
}

TEST_CASE("seventy-two hours stay seventy-two hours when the clock goes back or forward") {
    const auto autumn = deadline("gdpr-breach-72h", "2026-10-23T17:30+02:00");
    CHECK(text(autumn, "safe_due") == "2026-10-26T16:30+01:00");
    CHECK(text(autumn, "legal_latest") == "2026-10-26T16:30+01:00");
    const auto spring = deadline("gdpr-breach-72h", "2026-03-27T17:30+01:00");
    CHECK(text(spring, "safe_due") == "2026-03-30T18:30+02:00");
    CHECK(text(spring, "legal_latest") == "2026-03-30T18:30+02:00");
}

TEST_CASE("an instant means the same in every offset, and without one it is Amsterdam time") {
    const auto expected = text(deadline("gdpr-breach-72h", "2026-10-23T17:30+02:00"), "safe_due");
    for (const std::string same :
         {"2026-10-23T15:30Z", "2026-10-23T17:30", "2026-10-23T10:30-05:00",
          "2026-10-24T00:30+09:00", "2026-10-23T17:30:00+02:00"}) {
        CAPTURE(same);
        CHECK(text(deadline("gdpr-breach-72h", same), "safe_due") == expected);
    }
}

TEST_CASE("an instant late in the evening counts as its day in Amsterdam") {
    // Half past eleven in the evening UTC on 1 March is half past midnight on 2 March here.
    CHECK(text(deadline("complaint-outcome-6w", "2026-03-01T23:30Z"), "safe_due") == "2026-04-13");
    CHECK(text(deadline("complaint-outcome-6w", "2026-03-01T22:30Z"), "safe_due") == "2026-04-12");
}

TEST_CASE("a day means the same in both ways of writing it") {
    CHECK(text(deadline("complaint-outcome-6w", "02-03-2026"), "legal_latest") == "2026-04-13");
}

TEST_CASE(
    "the JSON of a deadline names rule, edition, both days and a trace with sources in both "
    "languages") {
    const auto answer = deadline("complaint-outcome-6w", "2026-02-20");
    CHECK(text(answer, "rule") == "complaint-outcome-6w");
    CHECK(text(answer, "edition") == lines_of(run({"norms", "edition"}).out).front());
    const auto& trace = answer.at("trace").as_array();
    REQUIRE(trace.size() >= 3);
    bool term = false, holiday = false;
    for (const auto& step : trace) {
        CHECK(text(step.as_object(), "nl").size() > 5);
        CHECK(text(step.as_object(), "en").size() > 5);
        term |= text(step.as_object(), "code") == "WKKGZ";
        // It would end on Good Friday and moves over Easter to the Tuesday.
        holiday |= holds(text(step.as_object(), "en"), "Good Friday") ||
                   holds(text(step.as_object(), "en"), "Easter");
    }
    CHECK(term);
    CHECK(holiday);
}

TEST_CASE("the text of a deadline says both days and how they were computed, in both languages") {
    const auto dutch = run({"deadline", "complaint-outcome-6w", "--from", "2026-02-20"}).out;
    for (const std::string part : {"3 april 2026", "7 april 2026", "Goede Vrijdag", "1. "}) {
        CAPTURE(part);
        CHECK(holds(dutch, part));
    }
    const auto english =
        run({"deadline", "complaint-outcome-6w", "--from", "2026-02-20", "--lang", "en"}).out;
    for (const std::string part : {"3 April 2026", "7 April 2026", "Good Friday"}) {
        CAPTURE(part);
        CHECK(holds(english, part));
    }
}

TEST_CASE("the same deadline gives the same bytes twice") {
    const std::vector<std::string> words = {
        "deadline", "calamity-report-3wd", "--from", "2026-12-23", "--format", "json"};
    CHECK(run(words).out == run(words).out);
}

TEST_CASE("a rule that does not exist is refused by its name") {
    refuses("klacht-6w", "2026-03-02", 2, "klacht-6w");
    refuses("", "2026-03-02", 2, "kader norms list");
    refuses("wtza-register-correct", "2026-03-02", 2, "wtza-register-correct");
}

TEST_CASE("a day before the first value of a rule is refused with a reason") {
    refuses("complaint-outcome-6w", "2015-12-31", 1, "complaint-outcome-6w");
    CHECK(run({"deadline", "complaint-outcome-6w", "--from", "2016-01-01"}).code == 0);
}

TEST_CASE("a day or an instant that does not exist is refused") {
    for (const std::string from :
         {"2026-02-30", "morgen", "", "2026-03-02T24:30", "2026-03-02T10", "2026-03-02T10:00+25:00",
          "2026-03-02 10:00x", "2026-03-02T10:61"})
        refuses("complaint-outcome-6w", from, 2, "--from");
    // That hour was skipped when the clock went forward.
    refuses("gdpr-breach-72h", "2026-03-29T02:30", 2, "--from");
}

TEST_CASE("a rule in hours is not computed from a day without a time") {
    refuses("gdpr-breach-72h", "2026-10-23", 2, "");
    CHECK(run({"deadline", "gdpr-breach-72h", "--from", "2026-10-23"}).err.size() > 20);
}

TEST_CASE("a refusal is in the language that was asked") {
    const auto dutch = run({"deadline", "complaint-outcome-6w", "--from", "gisteren"}).err;
    const auto english =
        run({"deadline", "complaint-outcome-6w", "--from", "gisteren", "--lang", "en"}).err;
    CHECK(holds(dutch, "datum"));
    CHECK(holds(english, "date"));
    CHECK_FALSE(holds(english, "datum"));
}
