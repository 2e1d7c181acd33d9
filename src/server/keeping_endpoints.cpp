// How the installation is kept: where its root key is, its recovery kit, backups, and the turn of the keys.

#include "backup/notes.h"
#include "backup/settings.h"
#include "installation/key_care.h"
#include "server/both.h"
#include "server/house.h"
#include "server/housekeeping.h"
#include "server/keeping_types.h"
#include "server/key_turns.h"

namespace kader::server {

namespace {

using answers::BothLanguages;
using http::Method;


CalendarDay day_of(system::Instant at) { return deadlines::amsterdam_day(std::chrono::floor<std::chrono::seconds>(at)); }
std::optional<std::string> text_of(const std::optional<system::Instant>& at) { return at ? std::optional{system::instant_text(*at)} : std::nullopt; }

RootKeyAnswer root_key_of(installation::Installation& here) {
    const auto place = here.key_store().place();
    RootKeyAnswer answer{std::string{root_key_words.at(static_cast<std::size_t>(place))}, here.keyring().fingerprint(), in_both(installation::place_text(place)), {}};
    for (const auto& row : installation::losses(place)) answer.losses.push_back({in_both(row.lost), in_both(row.then)});
    return answer;
}

BackupState backups_of(installation::Installation& here, const backup::Latest& latest, bool is_set_up) {
    BackupState answer;
    answer.set_up = is_set_up;
    answer.last_good = text_of(latest.good_run);
    answer.last_run = text_of(latest.run);
    answer.run_failed = latest.run_failed;
    answer.last_good_drill = text_of(latest.good_drill);
    answer.last_drill = text_of(latest.drill);
    answer.drill_failed = latest.drill_failed;
    if (!is_set_up) return answer;
    const auto now = here.clock().now();
    answer.next_run = system::instant_text(next_backup(latest, now));
    if (here.database().engine() == storage::Engine::Sqlite) answer.next_drill = text_of(next_drill(latest, now));
    return answer;
}

EpochState epoch_of(House& house, storage::Session& session, const subjects::PracticeId& practice) {
    const auto content = house.installation->keyring().content();
    const auto state = house.turns->state();
    EpochState answer;
    answer.now = content->epochs.rbegin()->first;
    const bool is_begun = content->epochs.size() > 1;
    if (is_begun) answer.keys_under_old = vault::SubjectKeys::count_under(session, practice.bytes(), content->epochs.begin()->first);
    if (state.waits_for) answer.waits_for = in_both(*state.waits_for);
    answer.last_turned = text_of(state.last_turned);
    answer.turn = state.is_under_way ? "under_way" : state.waits_for || is_begun ? "waits" : house.turns->is_due() ? "due" : "rest";
    return answer;
}

Outcome<KeepingAnswer> keeping(House& house, const Asked& asked) {
    auto& here = *house.installation;
    const auto& practice = asked.grant->practice();
    const auto session = here.reader();
    const auto kit = installation::look_at_kit(*session, here.keyring(), here.clock().now());
    const bool is_set_up = static_cast<bool>(backup::read_settings(backup::BackupPlaces{here.folder()}, asked.language));
    session->begin_snapshot();
    session->enter_practice(practice.bytes());
    const auto latest = backup::latest(*session, practice);
    KeepingAnswer answer;
    answer.epoch = epoch_of(house, *session, practice);
    session->end_snapshot();
    for (const auto& one : installation::set_up_lacks(kit, is_set_up, latest.good_run.has_value())) answer.set_up_lacks.push_back(in_both(one));
    answer.set_up_finished = answer.set_up_lacks.empty();
    answer.root_key = root_key_of(here);
    answer.kit = {std::string{kit_words.at(static_cast<std::size_t>(kit.state))}, in_both(installation::text_of(kit.state)), {}, {}};
    if (kit.made) answer.kit.made_on = day_of(*kit.made);
    if (kit.tried) answer.kit.tried_on = day_of(*kit.tried);
    answer.backup = backups_of(here, latest, is_set_up);
    return Given<KeepingAnswer>{std::move(answer)};
}

void ask_turn(House& house, const AskedPtr& asked, const Finish<TurnBegun>& finish) {
    house.writes->submit(
        asked->grant->practice(),
        [&house, asked](storage::Unit& unit, Writes::Written&) -> std::optional<Error> {
            house.installation->log().append(unit, access::key_ceremony_grant(asked->grant->practice(), asked->grant->actor()), {.act = "keys.ask_turn"});
            return {};
        },
        [&house, finish](std::optional<Error> refused) {
            if (refused) return finish(Refusal{*std::move(refused)});
            finish(Given<TurnBegun>{{house.turns->ask()}});
        });
}

}  // namespace

std::vector<Endpoint> keeping_endpoints(House& house) {
    std::vector<Endpoint> all;
    all.push_back(endpoint<Nothing, KeepingAnswer>(
        Policy::rights(access::Area::System, access::Act::Read),
        {.pattern = "/api/keeping", .operation = "getKeeping", .summary = "How keys and backups are kept, and what is lost when"},
        [&house](const Asked& asked, Nothing) { return keeping(house, asked); }));
    all.push_back(endpoint_later<Nothing, TurnBegun>(
        Policy::rights(access::Area::System, access::Act::Write).with_step_up(),
        {.method = Method::Post, .pattern = "/api/keeping/turn", .operation = "turnKeys", .summary = "A turn of the keys begins, beside everything else", .success = 202},
        [&house](const AskedPtr& asked, Nothing, const Finish<TurnBegun>& finish) { ask_turn(house, asked, finish); }));
    return all;
}

}  // namespace kader::server
