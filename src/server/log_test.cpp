// The log and what stands around it, over the API.

#include <signal.h>
#include <sys/resource.h>

#include <algorithm>

#include "audit/log.h"
#include "break_glass/break_glass.h"
#include "server/house_for_tests.h"
#include "subjects/subject.h"

namespace kader::server::tests {

namespace {

const std::string person = R"({"kenmerk":"P1","cells":{"naam":"Iris Voorbeeld","beroep":"arts","functie":"arts","band":"eigenaar","levert_zorg":"ja","vanaf":"2024-01-01"}})";

class LogHouse : public House {
public:
    using House::House;
    accounts::Begun owner = somebody(access::Role::Owner);

    void add_person() {
        const auto added = as(owner, "POST", "/api/records/mensen", "Idempotency-Key: een\r\n", person);
        REQUIRE_MESSAGE(added.status == 201, added.body);
    }
    std::string file() {
        const auto session = here->reader();
        session->begin_snapshot();
        session->enter_practice(practice.bytes());
        const auto found = subjects::find_subject(*session, practice, {subjects::SubjectKind::StaffFile, "P1"});
        session->end_snapshot();
        REQUIRE(found);
        return found->text();
    }
    std::vector<audit::Entry> entries(std::optional<subjects::PracticeId> of = {}) {
        std::vector<audit::Entry> all;
        const auto session = here->reader();
        session->begin_snapshot();
        session->enter_practice(of.value_or(practice).bytes());
        CHECK(!audit::verify(*session, here->keyring(), of.value_or(practice), [&](const audit::Entry& entry) { all.push_back(entry); }).wrong);
        return all;
    }
    // The last line once it is of this act: what nobody waits for is written after its answer.
    audit::Entry awaited(std::string_view act) {
        for (int tries = 0; tries < 1000; ++tries) {
            for (const auto& entry : entries())
                if (entry.act == act) return entry;
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        }
        FAIL(act);
        return {};
    }
    // Emergency access, past the second factor that a session has not proved, of somebody who treats as well.
    void emergency(const accounts::Begun& who) {
        auto begun = break_glass::BreakGlass{here->keyring(), here->keys(), here->log()};
        const auto subject = *subjects::SubjectId::parse(file());
        REQUIRE(!here->writer().write(practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            const auto terms = begun.start(unit, access::staff_grant(practice, who.who.account, access::Role::Practitioner, "127.0.0.1"), {subject, "acute_care", "Flauwgevallen na de behandeling", true});
            REQUIRE(terms);
            return {};
        }));
    }
};

}  // namespace

TEST_CASE("the log is read page by page with filters, and reading it is a line in it") {
    LogHouse house;
    house.add_person();
    const auto all = house.as(house.owner, "GET", "/api/log");
    REQUIRE_MESSAGE(all.status == 200, all.body);
    const auto lines = all.json().at("lines").as_array();
    REQUIRE(lines.size() >= 4);
    CHECK(lines[0].at("act").as_string() == "record.add");
    CHECK(all.body.find("Iris") == std::string::npos);
    const auto last = house.entries().back();
    CHECK(last.act == "log.read");
    CHECK(last.count == static_cast<std::int64_t>(lines.size()));

    const auto filtered = house.as(house.owner, "GET", "/api/log?act=record.add&subject=" + house.file());
    CHECK(filtered.json().at("lines").as_array().size() == 1);
    CHECK(house.entries().back().query == "subject,act");
    CHECK(house.entries().back().subject->text() == house.file());
    const auto second = house.as(house.owner, "GET", "/api/log?before=3");
    CHECK(second.json().at("lines").as_array().size() == 2);
    CHECK(second.json().at("before").as_int64() == 0);
    CHECK(house.as(house.owner, "GET", "/api/log?actor=iemand").status == 422);
    CHECK(house.as(house.owner, "GET", "/api/log?before=0").status == 422);
    CHECK(house.as(house.owner, "GET", "/api/log?from=gisteren").status == 422);
}

TEST_CASE("who may not see the log gets nothing of it, and that they asked is in it") {
    LogHouse house;
    house.add_person();
    const auto reception = house.somebody(access::Role::Reception);
    for (const std::string target : {"/api/log", "/api/review", "/api/access-lists/"}) {
        const auto refused = house.as(reception, "GET", target == "/api/access-lists/" ? target + house.file() : target);
        CHECK(refused.status == 403);
        CHECK(refused.body.find("record.add") == std::string::npos);
    }
    const auto line = house.awaited("request.refused");
    CHECK(line.outcome == audit::Outcome::Refused);
    CHECK(line.actor == reception.who.account);
    CHECK(line.basis == "not-in-table");
    CHECK(line.compartment == "log");
    CHECK(!line.subject);
    // Of another practice nothing is there.
    const auto stranger = house.somebody(access::Role::Owner, house.other);
    CHECK(house.as(stranger, "GET", "/api/access-lists/" + house.file()).status == 404);
    CHECK(house.as(stranger, "GET", "/api/log").body.find(house.file()) == std::string::npos);
}

TEST_CASE("SR-33: a flood of requests without the right is two lines of the log, and the second says how many") {
    std::vector<audit::Entry> refused;
    LogHouse house;
    const auto reception = house.somebody(access::Role::Reception);
    for (int i = 0; i < 30; ++i) CHECK(house.as(reception, "GET", "/api/log").status == 403);
    house.application().stop();
    for (const auto& entry : house.entries())
        if (entry.act == "request.refused") refused.push_back(entry);
    REQUIRE(refused.size() == 2);
    CHECK_FALSE(refused[0].count);
    CHECK(refused[1].count == 29);
    CHECK(refused[1].actor == reception.who.account);
}

TEST_CASE("SR-33: while no line can be written nothing of a file is shown, nobody signs in and the log stays shut; after it the log says so") {
    ApplicationOptions options;
    options.log_every = std::chrono::milliseconds{20};
    LogHouse house{options};
    house.add_person();
    const auto file = house.file();
    const auto was = ::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    rlimit tight = before;
    tight.rlim_cur = 1;
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
    std::vector<Answer> answers;
    for (const std::string target : {"/api/records/mensen/P1", "/api/records/mensen", "/api/log", "/api/review", "/api/access-lists/"})
        answers.push_back(house.as(house.owner, "GET", target.ends_with('/') ? target + file : target));
    const auto begun = house.application().accounts().begin(house.owner.who.account, "local");
    ::setrlimit(RLIMIT_FSIZE, &before);
    ::signal(SIGXFSZ, was);
    for (const auto& answer : answers) {
        CHECK(answer.status == 503);
        CHECK(answer.body.find("Iris") == std::string::npos);
        CHECK(answer.body.find("P1") == std::string::npos);
        CHECK(answer.body.find("record.add") == std::string::npos);
        CHECK(answer.body.find(file) == std::string::npos);
    }
    CHECK(!begun);
    CHECK(house.awaited("log.resumed").actor_kind == "server");
    CHECK(house.as(house.owner, "GET", "/api/log").status == 200);
}

TEST_CASE("a list of records is one line that names whom it showed") {
    LogHouse house;
    house.add_person();
    REQUIRE(house.as(house.owner, "GET", "/api/records/mensen").status == 200);
    const auto line = house.entries().back();
    CHECK(line.act == "record.list");
    CHECK(line.count == 1);
    REQUIRE(line.subject);
    CHECK(line.subject->text() == house.file());
}

TEST_CASE("emergency access asks the second factor once more, and then is a finding at once that somebody else judges") {
    LogHouse house;
    house.add_person();
    const auto wish = R"({"subject":")" + house.file() + R"(","reason":"acute_care","words":"Flauwgevallen na de behandeling"})";
    // This session proved nothing a moment ago.
    const auto refused = house.as(house.somebody(access::Role::Practitioner), "POST", "/api/break-glass", {}, wish);
    CHECK(refused.status == 403);
    CHECK(refused.json().at("need").as_string() == "step_up");
    house.emergency(house.owner);
    const auto other = house.somebody(access::Role::QualityOfficer);
    const auto list = house.as(other, "GET", "/api/review");
    REQUIRE_MESSAGE(list.status == 200, list.body);
    const auto answer = list.json();
    REQUIRE(answer.at("items").as_array().size() == 1);
    const auto& item = answer.at("items").at(0);
    CHECK(item.at("rule").as_string() == "break_glass");
    CHECK(item.at("reason").as_string() == "acute_care");
    CHECK(item.at("words").as_string() == "Flauwgevallen na de behandeling");
    CHECK(!item.at("own").as_bool());
    CHECK(answer.at("open").as_int64() == 1);
    CHECK(answer.at("not_applied").as_array().size() == 6);
    const auto target = "/api/review/" + std::string{item.at("id").as_string()} + "/outcomes";
    CHECK(house.as(house.owner, "POST", target, {}, R"({"outcome":"justified","words":""})").status == 403);
    CHECK(house.as(other, "POST", target, {}, R"({"outcome":"prima","words":""})").status == 422);
    CHECK(house.as(other, "POST", "/api/review/x/outcomes", {}, R"({"outcome":"justified","words":""})").status == 404);
    CHECK(house.as(other, "POST", target, {}, R"({"outcome":"justified","words":"Gezien met de arts"})").status == 204);
    const auto judged = house.as(house.owner, "GET", "/api/review").json();
    CHECK(judged.at("open").as_int64() == 0);
    CHECK(judged.at("items").at(0).at("own").as_bool());
    CHECK(judged.at("items").at(0).at("judged").at("outcome").as_string() == "justified");
    for (const auto& entry : house.entries()) CHECK(audit::canonical(entry).find("Gezien") == std::string::npos);
}

TEST_CASE("what emergency access is open is told to who has it and to who may end it, and to nobody else") {
    LogHouse house;
    house.add_person();
    const auto nurse = house.somebody(access::Role::Employee), colleague = house.somebody(access::Role::Employee);
    house.emergency(nurse);
    const auto seen = [&](const accounts::Begun& who) { return house.as(who, "GET", "/api/break-glass").json(); };
    const auto own = seen(nurse);
    REQUIRE(own.at("open").as_array().size() == 1);
    CHECK(own.at("may_ask").as_bool());
    CHECK(own.at("reasons").as_array().size() == break_glass::reasons.size());
    const auto& open = own.at("open").at(0);
    CHECK(open.at("own").as_bool());
    CHECK(open.at("subject").as_string() == house.file());
    CHECK(open.at("seconds_left").as_int64() <= 3600);
    CHECK(seen(colleague).at("open").as_array().empty());
    CHECK(!seen(house.somebody(access::Role::Reception)).at("may_ask").as_bool());
    const auto of_owner = seen(house.owner);
    REQUIRE(of_owner.at("open").as_array().size() == 1);
    CHECK(!of_owner.at("open").at(0).at("own").as_bool());
    const auto end = "/api/break-glass/" + std::string{open.at("id").as_string()} + "/end";
    REQUIRE(house.as(house.owner, "POST", end).status == 204);
    CHECK(seen(nurse).at("open").as_array().empty());
}

TEST_CASE("the session names what one may do, and a reception names less than an owner") {
    LogHouse house;
    const auto may = [&](const accounts::Begun& who, std::string_view right) {
        const auto answer = house.as(who, "GET", "/api/session").json();
        return std::ranges::any_of(answer.at("may").as_array(), [&](const auto& one) { return std::string_view{one.as_string()} == right; });
    };
    CHECK(may(house.owner, "audit.read"));
    CHECK(may(house.owner, "practice.write"));
    const auto reception = house.somebody(access::Role::Reception);
    CHECK(may(reception, "practice.read"));
    CHECK(!may(reception, "practice.write"));
    CHECK(!may(reception, "audit.read"));
}

TEST_CASE("in a practice of one it is a finding that nobody else can judge") {
    LogHouse house;
    house.add_person();
    house.emergency(house.owner);
    const auto list = house.as(house.owner, "GET", "/api/review").json();
    bool is_told = false;
    for (const auto& item : list.at("items").as_array()) is_told |= item.at("rule").as_string() == "no_outside_eye";
    CHECK(is_told);
}

TEST_CASE("the access list tells in both languages who looked, and is a line in the log and in the next list") {
    LogHouse house;
    house.add_person();
    REQUIRE(house.as(house.owner, "GET", "/api/records/mensen/P1").status == 200);
    REQUIRE(house.as(house.owner, "GET", "/api/records/mensen/P1").status == 200);
    const auto list = house.as(house.owner, "GET", "/api/access-lists/" + house.file());
    REQUIRE_MESSAGE(list.status == 200, list.body);
    CHECK(list.body.find(": eigenaar, ") != std::string::npos);
    CHECK(list.body.find("Die dag 2 keer") != std::string::npos);
    CHECK(list.body.find("Iris") == std::string::npos);
    CHECK(house.entries().back().act == "access_list.read");
    const auto next = house.as(house.owner, "GET", "/api/access-lists/" + house.file());
    CHECK(next.body.find("het overzicht van wie inzag is gemaakt") != std::string::npos);
    CHECK(house.as(house.owner, "GET", "/api/access-lists/" + house.file() + "?from=2027-01-01").json().at("rows").as_array().empty());
}

}  // namespace kader::server::tests
