#include <doctest/doctest.h>

#include <algorithm>

#include "instruments/instrument.h"
#include "norm_book/small_norms.h"

using namespace kader;
using namespace kader::instruments;

namespace {

const std::string row_end = "sources = [{ code = \"LAW\", article = \"\" }]\ncertainty = \"sourced\"\n";

std::string instrument(const std::string& more, const std::string& id = "small", const std::string& codes = "\"LAW\"") {
    return "[instrument]\nid = \"" + id +
           "\"\ntitle_nl = \"t\"\ntitle_en = \"t\"\nkind = \"guideline\"\nabout_nl = \"a\"\nabout_en = \"a\"\nsource_codes = [" + codes +
           "]\nlast_checked = 2026-11-21\n" + more;
}
std::string status(const std::string& on, const std::string& word, const std::string& more = "") {
    return "[[status]]\non = " + on + "\nstatus = \"" + word + "\"\ntext_nl = \"x\"\ntext_en = \"x\"\n" + row_end + more;
}
std::string version(const std::string& id, const std::string& dates) {
    return "[[version]]\nid = \"" + id + "\"\ntitle_nl = \"v\"\ntitle_en = \"v\"\n" + dates + row_end;
}

using Loaded = std::variant<Register, std::vector<toml::Fault>>;
Loaded load(std::vector<norm_book::NormFile> files) {
    const auto book = norm_book::small::book_of({norm_book::small::sources()});
    return Register::load(files, book);
}
std::string faults_of(const Loaded& loaded) {
    std::string all;
    if (const auto* faults = std::get_if<std::vector<toml::Fault>>(&loaded))
        for (const auto& fault : *faults) all += text_of(fault) + "\n";
    return all;
}
Register register_of(const std::string& content) {
    auto loaded = load({{"instruments/small.toml", content}});
    INFO(faults_of(loaded));
    REQUIRE(std::holds_alternative<Register>(loaded));
    return std::get<Register>(std::move(loaded));
}
void check_fault(const std::string& content, const std::string& words) {
    const auto all = faults_of(load({{"instruments/small.toml", content}}));
    INFO(all);
    CHECK(all.find(words) != std::string::npos);
}

}  // namespace

TEST_CASE("a status stays what it was on its days, and a note changes none") {
    const auto all = register_of(instrument(status("2019-11-12", "registered") + status("2017-05-01", "on-agenda") +
                                            status("2020-01-01", "note") + status("2021-07-01", "in-force")));
    const auto& one = all.all().front();
    const auto on = [&](CalendarDay day) { return one.status_on(day) ? word(one.status_on(day)->status) : "none"; };
    CHECK(on(day_of(2017, 4, 30)) == "none");
    CHECK(on(day_of(2017, 5, 1)) == "on-agenda");
    CHECK(on(day_of(2019, 11, 11)) == "on-agenda");
    CHECK(on(day_of(2019, 11, 12)) == "registered");
    CHECK(on(day_of(2021, 6, 30)) == "registered");
    CHECK(on(day_of(2026, 1, 1)) == "in-force");
    REQUIRE(one.history.size() == 4);
    CHECK(*one.history[0].when.on == day_of(2017, 5, 1));
}

TEST_CASE("a version binds from the day on which it is to be followed, not from its registration") {
    const auto all = register_of(instrument(version("1", "registered_on = 2019-11-12\nimplemented_on = 2021-07-01\n") +
                                            version("2", "registered_on = 2027-01-01\n") + version("3", "implemented_on = 2030-01-01\n")));
    const auto& one = all.all().front();
    CHECK(one.version_on(day_of(2021, 6, 30)) == nullptr);
    CHECK(one.version_on(day_of(2021, 7, 1))->id == "1");
    CHECK(one.version_on(day_of(2029, 12, 31))->id == "1");
    CHECK(one.version_on(day_of(2030, 1, 1))->id == "3");
    CHECK_FALSE(one.versions[1].implemented_on);
}

TEST_CASE("a register with a wrong row is refused, with the row and the reason") {
    check_fault(instrument(status("2019-11-12", "famous")), "famous");
    check_fault(instrument(status("2019-11-12", "note", "precision = \"month\"\n")), "a month or a year is said in words as well");
    check_fault(instrument(status("2019-11-12", "note", "on_text_nl = \"ooit\"\non_text_en = \"once\"\n")), "a day is not");
    check_fault(instrument(status("2019-11-12", "note", "colour = 1\n")), "colour");
    check_fault(instrument("", "small", "\"LOW\""), "the source \"LOW\" is not in norms/sources.toml");
    check_fault("[[status]]\n", "the table [instrument] is missing");
    const auto twice = faults_of(load({{"instruments/a.toml", instrument("")}, {"instruments/b.toml", instrument("")}}));
    CHECK(twice.find("the instrument \"small\" is here twice") != std::string::npos);
    CHECK(twice.find("the source \"LAW\" is another instrument already") != std::string::npos);
}

TEST_CASE("the register of the norms keeps the whole life of the quality framework") {
    const auto files = norm_book::read_norm_files(std::string{KADER_SOURCE_DIR} + "/norms");
    REQUIRE(files);
    const auto book = norm_book::small::book_of({norm_book::small::real("sources.toml")});
    const auto loaded = Register::load(*files, book);
    INFO(faults_of(loaded));
    REQUIRE(std::holds_alternative<Register>(loaded));
    const auto& all = std::get<Register>(loaded);
    CHECK(all.all().size() >= 30);
    const auto& framework = all.all().front();
    CHECK(framework.kind == Kind::QualityFramework);
    const auto on = [&](CalendarDay day) { return framework.status_on(day)->status; };
    CHECK(on(day_of(2017, 5, 1)) == Status::OnAgenda);
    CHECK(on(day_of(2018, 12, 31)) == Status::Escalated);
    // The page of early 2019 said so again; both stay.
    CHECK(on(day_of(2019, 1, 1)) == Status::OnAgenda);
    CHECK(on(day_of(2019, 11, 12)) == Status::Registered);
    CHECK(on(day_of(2026, 11, 22)) == Status::InForce);
    CHECK(framework.version_on(day_of(2021, 6, 30)) == nullptr);
    CHECK(framework.version_on(day_of(2021, 7, 1)) != nullptr);
    CHECK(*framework.versions.front().registered_on != *framework.versions.front().implemented_on);
    // What was promised without a day, or has not come, is unknown, not filled in.
    CHECK(std::ranges::any_of(framework.deliveries, [](const auto& one) { return !one.promised && !one.delivered; }));
    CHECK(framework.positions.size() >= 2);
    CHECK(framework.open.size() >= 1);
    CHECK(framework.then_and_now.size() >= 1);
}
