#include "server/observing.h"

#include <algorithm>
#include <set>
#include <typeinfo>

#include "backup/notes.h"
#include "backup/settings.h"
#include "log_review/outcomes.h"
#include "records/cells.h"
#include "server/review_facts.h"
#include "system/thread_name.h"

namespace kader::server {

namespace {

using security_management::Observation;
namespace topic = security_management::topic;
namespace seen_as = security_management::seen;

constexpr storage::Sql accounts_made{"SELECT account_id, created_at FROM account WHERE practice_id = $1 AND state = 1"};
// An account that nobody used for longer than this lies idle by any measure.
constexpr std::chrono::days log_read_back{400};
// Of the day since when every account was used: a row a week says enough.
constexpr Days used_filed_again_after{7};

CalendarDay month_before(CalendarDay day) {
    return log_review::Month::of(log_review::Month::of(day).from - Days{1}).from;
}

std::string month_text(CalendarDay month) {
    return iso_text(month).substr(0, 7);
}

std::vector<Filed> filed_in(storage::Session& session, const subjects::PracticeId& practice) {
    std::vector<Filed> filed;
    records::each_newest(
        session, practice,
        [&](const records::Version& version) {
            if (version.state != records::State::Present || version.damaged) return;
            if (auto what = records::record_of<Observation>(version.kenmerk, version.plain)) filed.push_back({version.record, version.number, *std::move(what)});
        },
        Observation::list);
    return filed;
}

void add_to(std::vector<Filing>& all, std::vector<Filing> more) {
    std::ranges::move(more, std::back_inserter(all));
}

}  // namespace

Observer::Observer(House& house, Options options) : m_house(house), m_options(std::move(options)) {
    if (m_options.every.count() > 0) m_thread = std::thread{[this] { work(); }};
}

Observer::~Observer() {
    stop();
}

void Observer::stop() {
    {
        const std::lock_guard lock{m_mutex};
        m_ending = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) m_thread.join();
}

void Observer::work() {
    system::name_thread("observer");
    for (;;) {
        {
            std::unique_lock lock{m_mutex};
            if (m_wake.wait_for(lock, m_options.every, [&] { return m_ending; })) return;
        }
        look();
    }
}

void Observer::look() noexcept {
    try {
        for (const auto& practice : subjects::practices(*m_house.installation->reader())) look_at(practice.id);
    } catch (const std::exception& fault) {
        // The database is away, say: the next look is soon.
        if (m_options.say) m_options.say(std::string{"what the server saw of itself was not filed: "} + typeid(fault).name());
    }
}

void Observer::look_at(const subjects::PracticeId& practice) {
    std::vector<Filing> all;
    {
        const auto session = m_house.installation->reader();
        session->begin_snapshot();
        session->enter_practice(practice.bytes());
        all = filings(*session, practice, m_house.today());
        session->end_snapshot();
    }
    for (const auto& filing : all) {
        const auto refused = m_house.installation->writer().write(practice.bytes(), [&](storage::Unit& unit) { return file(unit, practice, filing); });
        if (refused && m_options.say) m_options.say("what the server saw of itself was not filed");
    }
}

std::optional<Error> Observer::file(storage::Unit& unit, const subjects::PracticeId& practice, const Filing& filing) {
    auto& here = *m_house.installation;
    const records::Keeping keeping{here.keys(), here.keyring(), here.log()};
    const auto grant = access::observer_grant(practice);
    const auto draft = records::draft_of(filing.what);
    auto written = filing.corrects ? records::correct(unit, keeping, grant, filing.corrects->id, filing.corrects->version, draft)
                                   : records::add(unit, keeping, grant, draft);
    if (!written) return written.error();
    Writes::Written stored;
    if (written->changed) stored.push_back(std::move(written->stored));
    m_house.writes->follow(unit, std::move(stored));
    return {};
}

std::vector<Filing> Observer::filings(storage::Session& session, const subjects::PracticeId& practice, CalendarDay today) {
    const auto filed = filed_in(session, practice);
    std::vector<Filing> all;
    const auto see = [&](const Seen& seen) { add_to(all, filings_of(filed, seen, today)); };
    const auto state = [&](std::string_view about, std::string_view outcome, std::optional<CalendarDay> until = {}, std::string detail = {}) {
        see({Seen::Kind::State, about, outcome, today, until, std::move(detail)});
    };

    const auto may_sign_in = m_house.accounts->may_sign_in(practice);
    const auto lacking = std::ranges::count(may_sign_in, false, &accounts::MaySignIn::has_second_factor);
    if (!may_sign_in.empty())
        state(topic::second_factor, lacking == 0 ? seen_as::good : seen_as::wrong, today + seen_counts_for,
              lacking == 0 ? std::string{} : std::to_string(lacking));

    const bool are_set_up = bool(backup::read_settings(backup::BackupPlaces{m_options.data}, Language::English));
    const bool is_sqlite = m_house.installation->database().engine() == storage::Engine::Sqlite;
    state(topic::backups, !is_sqlite ? seen_as::elsewhere : are_set_up ? seen_as::good : seen_as::lacking);
    const auto latest = backup::latest(session, practice);
    const auto day_of = [](const std::optional<system::Instant>& at) { return at ? std::optional{log_review::day_of(*at)} : std::nullopt; };
    add_to(all, filings_of_drills(filed, day_of(latest.good_drill), latest.drill_failed ? day_of(latest.drill) : std::nullopt, backup::drill_counts_for));

    const auto connection = m_options.connection();
    // A certificate says itself until when it counts; everything else only until somebody looks again.
    if (connection.until)
        state(topic::connection, connection.outcome, log_review::day_of(*connection.until), iso_text(log_review::day_of(*connection.until)));
    else
        state(topic::connection, connection.outcome, today + seen_counts_for);
    state(topic::program, seen_as::noted, {}, m_options.versions);

    auto& log = m_log[practice];
    const auto now = m_house.installation->clock().now();
    if (log.looked && now >= *log.looked && now - *log.looked < m_options.log_every) return all;
    log.looked = now;
    read_log(session, practice, log);
    if (const auto since = every_account_used_since(session, practice, log)) {
        const Filed* last = nullptr;
        for (const auto& each : filed)
            if (each.what.topic == topic::sign_ins && !each.what.until && (!last || each.what.from > last->what.from)) last = &each;
        // An account that was let in again, and was not used since before: what was said of all is no longer so.
        if (last && *since < last->what.from)
            for (const auto& each : filed)
                if (each.what.topic == topic::sign_ins && !each.what.until && each.what.from > *since) {
                    Filing over{each, each.what};
                    over.what.until = std::max(each.what.from, today);
                    all.push_back(std::move(over));
                }
        if (!last || *since < last->what.from || *since - last->what.from >= used_filed_again_after)
            see({Seen::Kind::Event, topic::sign_ins, seen_as::good, *since});
    }
    const auto month = month_before(today);
    const bool is_filed = std::ranges::any_of(filed, [&](const Filed& each) { return each.what.topic == topic::log_review && each.what.detail == month_text(month); });
    if (!is_filed && is_reviewed(session, practice, month)) see({Seen::Kind::Event, topic::log_review, seen_as::good, today, {}, month_text(month)});
    return all;
}

void Observer::read_log(storage::Session& session, const subjects::PracticeId& practice, LogSeen& log) {
    if (log.next_line == 0) log.next_line = log_review::first_line_at(session, practice, m_house.installation->clock().now() - log_read_back);
    const auto note = [&](const audit::Entry& entry) {
        log.next_line = std::max(log.next_line, entry.seq + 1);
        if (entry.act != "sign_in" || entry.outcome != audit::Outcome::Done || entry.actor.is_nil()) return;
        const auto day = log_review::day_of(entry.at);
        const auto [known, is_new] = log.signed_in.try_emplace(entry.actor, day);
        if (!is_new) known->second = std::max(known->second, day);
    };
    for (auto at = log.next_line; at != 0;) at = log_review::each_entry(session, practice, at, log_review::lines_at_once, note, "sign_in");
}

// Nothing: nobody may sign in. An account that was never used counts from the day it was made.
std::optional<CalendarDay> Observer::every_account_used_since(storage::Session& session, const subjects::PracticeId& practice, const LogSeen& log) {
    std::optional<CalendarDay> since;
    session.each(accounts_made, {storage::id(practice)}, [&](const storage::Row& row) {
        const auto made = log_review::day_of(system::Instant{std::chrono::microseconds{row.integer(1)}});
        const auto found = log.signed_in.find(row.id<subjects::ActorId>(0));
        const auto used = found == log.signed_in.end() ? made : found->second;
        since = since ? std::min(*since, used) : used;
    });
    return since;
}

// Somebody looked at the work list of the month when it was over, and of what the rules find in it nothing is open.
bool Observer::is_reviewed(storage::Session& session, const subjects::PracticeId& practice, CalendarDay first) {
    const auto month = log_review::Month::of(first);
    const system::Instant over{std::chrono::microseconds{month.until.time_since_epoch()} - std::chrono::hours{2}};
    bool was_read = false;
    for (auto at = log_review::first_line_at(session, practice, over); at != 0 && !was_read;)
        at = log_review::each_entry(
            session, practice, at, log_review::lines_at_once,
            [&](const audit::Entry& entry) {
                if (entry.act == "review.read" && entry.outcome == audit::Outcome::Done && entry.object && entry.object->id == month_text(first) && log_review::day_of(entry.at) >= month.until)
                    was_read = true;
            },
            "review.read");
    if (!was_read) return false;
    const auto found = log_review::find(log_review::looks_of(session, practice, month), ReviewFacts{session, practice});
    auto& here = *m_house.installation;
    const log_review::Review review{here.keys(), here.log()};
    std::set<std::string> judged;
    for (const auto& item : review.list(session, practice, month, here.clock().now(), false).items)
        if (item.judged) judged.insert(item.finding.mark);
    return std::ranges::all_of(found.findings, [&](const log_review::Finding& finding) { return judged.contains(finding.mark); });
}

}  // namespace kader::server
