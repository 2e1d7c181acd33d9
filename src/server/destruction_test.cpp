// Destroying a file over the API, and how keys and backups are kept.

#include "destruction/destruction.h"
#include "server/house_for_tests.h"
#include "subjects/subject.h"

namespace kader::server::tests {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view a_password = "een lang wachtwoord";

std::string person(const std::string& kenmerk, const std::string& name) {
    return R"({"kenmerk":")" + kenmerk + R"(","cells":{"naam":")" + name +
           R"(","beroep":"arts","functie":"arts","band":"eigenaar","levert_zorg":"ja","vanaf":"2024-01-01"}})";
}

// Everybody in it used a second factor just now.
class DestroyHouse : public House {
public:
    using House::House;

    // The headers of somebody with this role.
    std::string fresh(const std::string& login, access::Role role) {
        REQUIRE(application().accounts().create(access::operator_grant(practice, 1), {"Naam van " + login, login, std::string{a_password}, role}));
        auto first = ask("POST", "/api/session", own() + json_type(), R"({"login":")" + login + R"(","password":")" + std::string{a_password} + "\"}");
        REQUIRE_MESSAGE(first.status == 200, first.body);
        // Of what came back only the session counts.
        first.body = wire::text_of(first.json().at("session"));
        const auto secret = add_app(first);
        clock.pass(30s);
        return as_of(sign_in(login, a_password, secret));
    }
    Answer get(const std::string& who, const std::string& target) { return ask("GET", target, who); }
    Answer post(const std::string& who, const std::string& target, const std::string& body = {}) { return ask("POST", target, who, body); }
    std::string add(const std::string& who, const std::string& kenmerk, const std::string& name) {
        const auto added = ask("POST", "/api/records/mensen", who + "Idempotency-Key: " + kenmerk + "\r\n", person(kenmerk, name));
        REQUIRE_MESSAGE(added.status == 201, added.body);
        const auto session = here->reader();
        session->begin_snapshot();
        session->enter_practice(practice.bytes());
        const auto found = subjects::find_subject(*session, practice, {subjects::SubjectKind::StaffFile, kenmerk});
        session->end_snapshot();
        return found->text();
    }
    Answer asks(const std::string& who, const std::string& file, const std::string& more = {}) {
        return post(who, "/api/destructions", R"({"subject":")" + file + R"(","why":"request","reference":"map 12","at_once":)" + (more.empty() ? "false}" : more + "}"));
    }
    json::object item(const std::string& who, std::size_t at = 0) {
        const auto answer = get(who, "/api/destructions");
        REQUIRE_MESSAGE(answer.status == 200, answer.body);
        return answer.json().at("destructions").as_array().at(at).as_object();
    }
    std::string today() const { return iso_text(amsterdam_day(clock)); }
    std::string days_ago(int days) const { return iso_text(amsterdam_day(clock) - Days{days}); }
    std::vector<audit::Entry> entries(std::string_view act) {
        std::vector<audit::Entry> all;
        const auto session = here->reader();
        session->begin_snapshot();
        session->enter_practice(practice.bytes());
        CHECK(!audit::verify(*session, here->keyring(), practice, [&](const audit::Entry& entry) {
                   if (entry.act == act) all.push_back(entry);
               }).wrong);
        return all;
    }
    // Asks until it is so; what is begun in the background takes its time.
    template <class So>
    bool becomes(const So& so) {
        for (int tries = 0; tries < 1500; ++tries) {
            if (so()) return true;
            std::this_thread::sleep_for(20ms);
        }
        return false;
    }
};

std::string text(const json::object& object, const char* name) { return std::string{object.at(name).as_string()}; }
std::string id_of(const Answer& answer) {
    REQUIRE_MESSAGE(answer.status == 201, answer.body);
    return text(answer.json(), "id");
}
bool may(const json::object& item, const char* what) { return item.at("may").at(what).at("now").as_bool(); }
std::string why_not(const json::object& item, const char* what, const char* language = "en") {
    return std::string{item.at("may").at(what).at("why_not").at(language).as_string()};
}

}  // namespace

TEST_CASE("two people let a file go, and the certificate comes only after the keys have turned") {
    DestroyHouse house;
    const auto owner = house.fresh("iris", access::Role::Owner), doctor = house.fresh("rik", access::Role::Practitioner);
    const auto file = house.add(owner, "P1", "Noor Voorbeeld"), neighbour = house.add(owner, "P2", "Sam Voorbeeld");
    const auto made = house.asks(owner, file, R"(false,"asked_on":")" + house.days_ago(14) + "\"");
    const auto id = id_of(made);
    // A month after it was asked, as norms/deadlines/dossier.toml says.
    CHECK(text(made.json(), "last_on") == "2026-12-04");
    auto item = house.item(owner);
    CHECK(text(item, "kenmerk") == "P1");
    CHECK(text(item, "name") == "Noor Voorbeeld");
    CHECK(text(item, "urgency") == "warned");
    CHECK(!may(item, "agree"));
    CHECK(why_not(item, "agree") == "You asked for this yourself; somebody else has to agree.");
    CHECK(!may(item, "carry_out"));
    CHECK(why_not(item, "carry_out", "nl") == "Iemand anders moet eerst instemmen met deze vernietiging.");
    CHECK(house.post(owner, "/api/destructions/" + id + "/agree").status == 403);
    CHECK(may(house.item(doctor), "agree"));
    CHECK(house.post(doctor, "/api/destructions/" + id + "/agree").status == 204);
    CHECK(may(house.item(owner), "carry_out"));
    CHECK(house.get(owner, "/api/destructions/" + id + "/certificate").status == 409);
    const auto done = house.post(owner, "/api/destructions/" + id + "/carry-out");
    REQUIRE_MESSAGE(done.status == 200, done.body);
    CHECK(text(done.json(), "turn_due") == "2026-12-01");
    item = house.item(owner);
    CHECK(text(item, "state") == "destroyed");
    CHECK(item.at("kenmerk").is_null());
    CHECK(item.at("name").is_null());
    CHECK(item.at("waits_for_turn").as_bool());
    CHECK(!item.at("certificate_ready").as_bool());
    CHECK(text(item, "turn_due") == "2026-12-01");
    CHECK(house.get(owner, "/api/records/mensen/P1").status != 200);
    CHECK(house.get(owner, "/api/records/mensen/P2").status == 200);
    CHECK(house.get(owner, "/api/destructions/" + id + "/certificate").status == 409);
    CHECK(house.post(owner, "/api/keeping/turn").status == 202);
    REQUIRE(house.becomes([&] { return house.get(owner, "/api/destructions/" + id + "/certificate").status == 200; }));
    const auto certificate = house.get(owner, "/api/destructions/" + id + "/certificate").json();
    CHECK(certificate.at("nl").at("title") == "Verklaring van vernietiging");
    CHECK(certificate.at("en").at("lines").as_array().size() > 4);
    CHECK(house.item(owner).at("certificate_ready").as_bool());
    CHECK(house.get(owner, "/api/records/mensen/P2").status == 200);
    CHECK(house.entries("destruction.certificate").size() == 2);
    CHECK(house.entries("keys.ask_turn").size() == 1);
}

TEST_CASE("what was asked at once turns the keys by itself as soon as it was carried out") {
    DestroyHouse house;
    const auto owner = house.fresh("iris", access::Role::Owner), doctor = house.fresh("rik", access::Role::Practitioner);
    const auto id = id_of(house.asks(owner, house.add(owner, "P1", "Noor Voorbeeld"), "true"));
    CHECK(house.post(doctor, "/api/destructions/" + id + "/agree").status == 204);
    const auto done = house.post(owner, "/api/destructions/" + id + "/carry-out");
    REQUIRE_MESSAGE(done.status == 200, done.body);
    CHECK(text(done.json(), "turn_due") == house.today());
    CHECK(house.becomes([&] { return house.get(owner, "/api/destructions/" + id + "/certificate").status == 200; }));
    CHECK(house.here->keyring().content()->epochs.begin()->first == 2);
}

TEST_CASE("who works alone is told so, waits from the day it was noted, and a refusal stands in the log") {
    DestroyHouse house;
    const auto owner = house.fresh("iris", access::Role::Owner);
    // Somebody who may not decide is no second person.
    const auto reader = house.fresh("rik", access::Role::Reader);
    const auto id = id_of(house.asks(owner, house.add(owner, "P1", "Noor Voorbeeld"), R"(true,"asked_on":")" + house.days_ago(14) + "\""));
    CHECK(house.get(owner, "/api/destructions").json().at("works_alone").as_bool());
    const auto item = house.item(owner);
    CHECK(!may(item, "carry_out"));
    CHECK(text(item, "thought_until") == iso_text(amsterdam_day(house.clock) + Days{14}));
    const auto refused = house.post(owner, "/api/destructions/" + id + "/carry-out");
    CHECK(refused.status == 409);
    CHECK(refused.body.find("bedenktijd") != std::string::npos);
    REQUIRE(house.becomes([&] { return house.entries("destruction.carry_out").size() == 1; }));
    CHECK(house.entries("destruction.carry_out").front().outcome == audit::Outcome::Refused);
    CHECK(house.get(reader, "/api/destructions").status == 403);
    CHECK(house.post(owner, "/api/destructions/" + id + "/refuse", R"({"reference":"brief 3"})").status == 204);
    CHECK(text(house.item(owner), "state") == "refused");
    CHECK(house.post(owner, "/api/destructions/" + id + "/withdraw").status == 404);
}

TEST_CASE("a hold stands in the way until somebody else releases it") {
    DestroyHouse house;
    const auto owner = house.fresh("iris", access::Role::Owner), doctor = house.fresh("rik", access::Role::Practitioner);
    const auto file = house.add(owner, "P1", "Noor Voorbeeld");
    const auto id = id_of(house.asks(owner, file, "true"));
    CHECK(house.post(doctor, "/api/destructions/" + id + "/agree").status == 204);
    const auto hold = id_of(house.post(owner, "/api/holds", R"({"subject":")" + file + R"(","kind":"complaint","reference":"K-3"})"));
    const auto refused = house.post(owner, "/api/destructions/" + id + "/carry-out");
    CHECK(refused.status == 409);
    CHECK(refused.body.find("K-3") != std::string::npos);
    CHECK(why_not(house.item(owner), "carry_out").find("a complaint or dispute (K-3)") != std::string::npos);
    const auto holds = house.get(owner, "/api/holds").json().at("holds").as_array();
    REQUIRE(holds.size() == 1);
    CHECK(holds[0].at("name") == "Noor Voorbeeld");
    CHECK(!holds[0].at("may_release").at("now").as_bool());
    CHECK(house.post(owner, "/api/holds/" + hold + "/release").status == 403);
    CHECK(house.post(doctor, "/api/holds/" + hold + "/release").status == 204);
    CHECK(house.post(owner, "/api/destructions/" + id + "/carry-out").status == 200);
}

TEST_CASE("agreeing, carrying out, asking at once and turning the keys ask the second factor once more") {
    DestroyHouse house;
    const auto owner = house.fresh("iris", access::Role::Owner);
    const auto file = house.add(owner, "P1", "Noor Voorbeeld");
    const auto id = id_of(house.asks(owner, file));
    house.clock.pass(6min);
    for (const auto& target : {"/api/destructions/" + id + "/agree", "/api/destructions/" + id + "/carry-out", std::string{"/api/keeping/turn"}}) {
        const auto refused = house.post(owner, target);
        CHECK(refused.status == 403);
        CHECK(refused.json().at("need") == "step_up");
    }
    CHECK(house.asks(owner, file, "true").json().at("need") == "step_up");
    CHECK(house.post(owner, "/api/destructions/" + id + "/withdraw").status == 204);
}

TEST_CASE("a file to destroy is found by a part of the name, at most twenty at once, and the log names whom it showed") {
    DestroyHouse house;
    const auto owner = house.fresh("iris", access::Role::Owner);
    for (int number = 10; number < 32; ++number) house.add(owner, "P" + std::to_string(number), (number == 25 ? "Zoë " : "Noor ") + std::to_string(number) + " Voorbeeld");
    const auto found = house.get(owner, "/api/destructions/subjects?q=zoe").json();
    REQUIRE(found.at("subjects").as_array().size() == 1);
    CHECK(found.at("subjects").as_array()[0].at("kenmerk") == "P25");
    CHECK(found.at("subjects").as_array()[0].at("name") == "Zoë 25 Voorbeeld");
    const auto all = house.get(owner, "/api/destructions/subjects").json();
    CHECK(all.at("subjects").as_array().size() == 20);
    CHECK(all.at("more").as_bool());
    const auto lines = house.entries("destruction.subjects");
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].subject->text() == std::string{found.at("subjects").as_array()[0].at("subject").as_string()});
    CHECK(lines[1].subjects.size() == 20);
}

TEST_CASE("setting up is not finished before the recovery kit was tried, and the keeper sees what is lost when") {
    DestroyHouse house;
    const auto owner = house.fresh("iris", access::Role::Owner), keeper = house.fresh("bea", access::Role::Administrator), doctor = house.fresh("rik", access::Role::Practitioner);
    const auto answer = house.get(keeper, "/api/keeping");
    REQUIRE_MESSAGE(answer.status == 200, answer.body);
    const auto keeping = answer.json();
    CHECK(!keeping.at("set_up_finished").as_bool());
    CHECK(keeping.at("set_up_lacks").as_array().size() == 4);
    CHECK(keeping.at("root_key").at("place") == "file");
    CHECK(keeping.at("root_key").at("losses").as_array().size() == 6);
    CHECK(keeping.at("kit").at("state") == "none");
    CHECK(!keeping.at("backup").at("set_up").as_bool());
    CHECK(keeping.at("epoch").at("now") == 1);
    CHECK(keeping.at("epoch").at("turn") == "rest");
    CHECK(house.get(doctor, "/api/keeping").status == 403);
    CHECK(house.get(keeper, "/api/destructions").status == 403);
    CHECK(house.get(owner, "/api/keeping").status == 200);
}

}  // namespace kader::server::tests
