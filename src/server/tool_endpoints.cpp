// What the command line asks of a server that has the data. The server reads and writes the folders itself, as the
// same user of this machine (gate.cpp sees to that), so nothing large travels and nobody gets at more than before.

#include <algorithm>
#include <cstring>

#include "backup/notes.h"
#include "check/record_types.h"
#include "server/house.h"
#include "server/key_ceremonies.h"
#include "server/key_turns.h"
#include "server/tool_types.h"
#include "system/files.h"
#include "transfer/archive.h"
#include "transfer/import.h"

namespace kader::server {

namespace {

namespace fs = std::filesystem;
using http::Method;

std::optional<Refusal> refusal_of_path(const std::string& path, std::string_view field, Language language) {
    if (fs::path{path}.is_absolute()) return {};
    return refusal_of_field("/" + std::string{field}, {"moet met een / beginnen", "must begin with a /"}, language);
}

Refusal other_folder(Language language) {
    return refuse(409, Code::Conflict, language,
                  "De server ziet in deze map iets anders dan u: misschien veranderde er net iets, of kan de server niet bij deze map. "
                  "Er is niets veranderd; probeer het opnieuw.",
                  "The server sees something else in this folder than you do: perhaps something changed just now, or the server "
                  "cannot reach this folder. Nothing was changed; try again.");
}

// What was loaded before or during a transfer is read again by whoever asks next.
class Forget {
public:
    Forget(Standings& standings, const subjects::PracticeId& practice) : m_standings(standings), m_practice(practice) {}
    Forget(const Forget&) = delete;
    ~Forget() { m_standings.forget(m_practice); }

private:
    Standings& m_standings;
    subjects::PracticeId m_practice;
};

// Where the first account of a practice is made; nothing when it has one, or when it cannot be prepared now.
std::optional<std::string> way_in(House& house, const subjects::PracticeId& practice, Language language) {
    const auto token = house.accounts->make_setup_token(practice, language);
    if (!token) return {};
    return house.address() + "/app/beginnen?token=" + *token;
}

// The asker sits on this machine and may know what its disk said.
template <class Answer, class Work>
Outcome<Answer> guarded(const FaultLog& faults, const Asked& asked, const Work& work) {
    const auto language = asked.language;
    const auto& reference = asked.request.reference;
    try {
        return work();
    } catch (const storage::StorageError& error) {
        faults.note(reference, error);
        return refuse(503, Code::Unavailable, language, "De database antwoordt nu niet. Probeer het zo opnieuw.",
                      "The database does not answer now. Try again shortly.");
    } catch (const system::FileError& error) {
        faults.note(reference, error);
        const auto why = std::string{error.what()} + " (" + std::strerror(error.code()) + ")";
        return refuse(503, Code::Unavailable, language,
                      "Lezen of schrijven lukt niet; kijk of u daar rechten hebt en of er ruimte is: " + why,
                      "Reading or writing fails; see whether you have the right to and whether there is room: " + why);
    } catch (const std::exception& error) {
        faults.note(reference, error);
        return refuse(500, Code::Unavailable, language, "Er ging iets mis; het nummer hieronder staat in het logboek van de server.",
                      "Something went wrong; the number below is in the server's log.");
    }
}

// Takes its turn, and answers when it is done.
template <class Answer, class Work>
void run_job(House& house, const AskedPtr& asked, const std::string& name, const Text& busy, Work work, const Finish<Answer>& finish) {
    const auto language = asked->language;
    const auto outcome = std::make_shared<std::optional<Outcome<Answer>>>();
    const auto taken = house.tools->run(
        name, [&house, asked, outcome, work = std::move(work)] { outcome->emplace(guarded<Answer>(*house.faults, *asked, work)); },
        [outcome, finish] { finish([outcome] { return std::move(**outcome); }); });
    if (taken == ToolJobs::Taken::Busy) finish(refuse(409, Code::Conflict, language, busy.nl, busy.en));
    if (taken == ToolJobs::Taken::Full)
        finish(refuse(503, Code::Unavailable, language, "Er wachten al te veel opdrachten. Probeer het zo opnieuw.",
                      "Too many commands wait already. Try again shortly."));
}

std::optional<Refusal> refusal_without_practice(const Asked& asked) {
    if (asked.grant) return {};
    return refuse(422, Code::Invalid, asked.language, "Zeg met ?practice= om welke praktijk het gaat.", "Say with ?practice= which practice is meant.");
}

transfer::Stopping stopping_of(House& house) {
    return [&house] { return house.tools->is_stopping(); };
}

ImportAnswer answer_of(transfer::ImportReport report) {
    const auto number = [](std::size_t count) { return static_cast<std::int64_t>(count); };
    ImportAnswer answer{number(report.unchanged), number(report.added),   number(report.corrected),
                        number(report.withdrawn), number(report.missing), number(report.done_before),
                        report.resumed,           {}};
    for (auto& change : report.changes)
        answer.changes.push_back({std::string{change_words[static_cast<std::size_t>(change.what)]}, std::move(change.record), std::move(change.columns)});
    return answer;
}

Outcome<ImportAnswer> import_lists(House& house, const Asked& asked, const ImportRequest& body) {
    const auto language = asked.language;
    const auto read = lists::ListFolder::read(body.folder, check::record_types());
    const auto* folder = std::get_if<lists::ListFolder>(&read);
    if (!folder || vault::hex(transfer::look_at(*folder).digest) != body.digest) return other_folder(language);
    const Forget forget{*house.standings, asked.grant->practice()};
    auto report = transfer::run_import(*house.installation, *asked.grant, *folder, {body.withdraw_missing, language, stopping_of(house)});
    if (!report) return Refusal{std::move(report).error()};
    return Given<ImportAnswer>{answer_of(*std::move(report))};
}

ArchiveAnswer answer_of(const transfer::ArchiveReport& report) {
    return {report.practice, static_cast<std::int64_t>(report.records), static_cast<std::int64_t>(report.versions),
            static_cast<std::int64_t>(report.audit_entries), {}};
}

Outcome<ArchiveAnswer> restore(House& house, const Asked& asked, const RestoreRequest& body) {
    const auto language = asked.language;
    const auto seen = transfer::export_digest(body.folder, language);
    if (!seen || vault::hex(*seen) != body.digest) return other_folder(language);
    auto report = transfer::import_practice(*house.installation, access::operator_actor(*asked.request.user), body.folder, body.name, language,
                                            stopping_of(house));
    if (!report) return Refusal{std::move(report).error()};
    const Forget forget{*house.standings, report->id};
    auto answer = answer_of(*report);
    answer.way_in = way_in(house, report->id, language);
    return Given<ArchiveAnswer>{std::move(answer)};
}

Outcome<ArchiveAnswer> export_all(House& house, const Asked& asked, const ExportRequest& body) {
    auto report = transfer::export_practice(*house.installation, *asked.grant, body.into, asked.language, stopping_of(house));
    if (!report) return Refusal{std::move(report).error()};
    return Given<ArchiveAnswer>{answer_of(*report)};
}

Outcome<PracticeMade> make_practice(House& house, const Asked& asked, const PracticeToMake& body) {
    auto made = house.installation->add_practice(body.name, access::operator_actor(*asked.request.user), asked.language);
    if (!made) return Refusal{std::move(made).error()};
    return Given<PracticeMade>{{*made, way_in(house, *made, asked.language)}};
}

std::optional<backup::Notes> notes_of(const BackupNote& body) {
    const auto began = system::parse_instant(body.began), ended = system::parse_instant(body.ended);
    const bool is_run = body.what == "run";
    if (!began || !ended || body.counts.size() != (is_run ? 4U : 5U) || std::ranges::any_of(body.counts, [](auto count) { return count < 0; })) return {};
    const auto count = [&](std::size_t at) { return static_cast<std::size_t>(body.counts[at]); };
    backup::Notes notes;
    if (is_run && body.wrong) {
        notes.run_failed = backup::RunFailure{*began, *ended, *body.wrong};
    } else if (is_run) {
        auto& run = notes.run.emplace();
        run.sequence = static_cast<std::uint64_t>(body.sequence);
        run.began = *began;
        run.ended = *ended;
        run.generation = count(0);
        run.files = count(1);
        run.objects.written = count(2);
        run.objects.bytes_written = count(3);
    } else {
        auto& drill = notes.drill.emplace();
        drill = {static_cast<std::uint64_t>(body.sequence), *began, *ended, {}, 0, count(0), count(1), count(2), count(3), count(4)};
        if (body.wrong) drill.wrong = Text{*body.wrong, *body.wrong};
    }
    return notes;
}

Outcome<BackupNoted> note_backup(House& house, const Asked& asked, const BackupNote& body) {
    const auto notes = notes_of(body);
    if (!notes) return refuse(422, Code::Invalid, asked.language, "Dit is geen uitkomst van een reservekopie.", "This is no outcome of a backup.");
    if (auto refused = backup::note(*house.installation, *notes)) return Refusal{*std::move(refused)};
    return Given<BackupNoted>{BackupNoted{}};
}

Ceremony ceremony_of(House& house, const Asked& asked) {
    return {*house.installation, access::operator_actor(*asked.request.user),
            [&house](std::optional<vault::Bytes> keyring, Language language) { return house.turns->copy(keyring, language); },
            [&house](storage::Unit& unit) { house.writes->follow(unit, {}); }};
}

Outcome<KeysTurned> turn_keys(House& house, const Asked& asked) {
    const auto turned = house.turns->turn(access::operator_actor(*asked.request.user), asked.language, [&house] { return house.tools->is_stopping(); });
    if (!turned) return Refusal{turned.error()};
    return Given<KeysTurned>{{turned->epoch, turned->keys, turned->units}};
}

Outcome<RootKeyChanged> change_root_key(House& house, const Asked& asked, const NewRootKey& body) {
    const auto place = std::ranges::find(keep_in_words, body.keep_in) - keep_in_words.begin();
    const auto alone = house.turns->alone();
    const auto changed = change_root(ceremony_of(house, asked), static_cast<vault::RootKeyPlace>(place), body.passphrase, asked.language);
    if (!changed) return Refusal{changed.error()};
    const auto& not_copied = *changed;
    return Given<RootKeyChanged>{{house.installation->keyring().fingerprint(), not_copied ? std::optional{not_copied->detail} : std::nullopt}};
}

Outcome<KitMade> make_kit_here(House& house, const Asked& asked) {
    const auto alone = house.turns->alone();
    const auto kit = make_kit(ceremony_of(house, asked), asked.language);
    if (!kit) return Refusal{kit.error()};
    KitMade made;
    for (const auto& line : vault::write_kit(*kit)) made.lines.emplace_back(line.text());
    for (const auto& practice : subjects::practices(*house.installation->reader())) made.practices.push_back(practice.name);
    made.fingerprint = house.installation->keyring().fingerprint();
    return Given<KitMade>{std::move(made)};
}

Outcome<BackupNoted> note_trial(House& house, const Asked& asked) {
    if (auto refused = note_kit_tried(ceremony_of(house, asked))) return Refusal{*std::move(refused)};
    return Given<BackupNoted>{BackupNoted{}};
}

Declared declared(std::string_view pattern, std::string_view summary) {
    return {.method = Method::Post, .pattern = pattern, .operation = {}, .summary = summary};
}

}  // namespace

namespace {

// One change of keys after another; none of them in the way of an import.
template <class Body, class Answer, class Work>
Endpoint key_endpoint(House& house, std::string_view pattern, std::string_view summary, Work work) {
    return endpoint_later<Body, Answer>(Policy::tools(), declared(pattern, summary), [&house, work](const AskedPtr& asked, Body body, const Finish<Answer>& finish) {
        run_job<Answer>(house, asked, "keys",
                        {"Er wordt al iets met de sleutels gedaan. Wacht tot dat klaar is.", "Something is being done with the keys already. Wait until that is done."},
                        [&house, asked, work, body = std::move(body)] { return work(house, *asked, body); }, finish);
    });
}

void add_key_endpoints(House& house, std::vector<Endpoint>& all) {
    all.push_back(key_endpoint<NothingMore, KeysTurned>(house, tools_keys_turn, "Every key is wrapped anew",
                                                        [](House& of, const Asked& asked, const NothingMore&) { return turn_keys(of, asked); }));
    all.push_back(key_endpoint<NewRootKey, RootKeyChanged>(house, tools_keys_root, "Another root key",
                                                           [](House& of, const Asked& asked, const NewRootKey& body) { return change_root_key(of, asked, body); }));
    all.push_back(key_endpoint<NothingMore, KitMade>(house, tools_kit, "A new recovery kit",
                                                     [](House& of, const Asked& asked, const NothingMore&) { return make_kit_here(of, asked); }));
    all.push_back(key_endpoint<NothingMore, BackupNoted>(house, tools_kit_tried, "A backup was restored with the recovery kit",
                                                         [](House& of, const Asked& asked, const NothingMore&) { return note_trial(of, asked); }));
}

}  // namespace

std::vector<Endpoint> tool_endpoints(House& house) {
    std::vector<Endpoint> all;
    all.push_back(endpoint_later<ImportRequest, ImportAnswer>(
        Policy::tools(), declared(tools_import, "A folder of lists into a practice"),
        [&house](const AskedPtr& asked, ImportRequest body, const Finish<ImportAnswer>& finish) {
            if (auto refusal = refusal_without_practice(*asked)) return finish(*std::move(refusal));
            if (auto refusal = refusal_of_path(body.folder, "folder", asked->language)) return finish(*std::move(refusal));
            run_job<ImportAnswer>(
                house, asked, "import " + asked->grant->practice().text(),
                {"Er loopt al een import in deze praktijk. Wacht tot die klaar is.", "An import into this practice is under way. Wait until it is done."},
                [&house, asked, body = std::move(body)] { return import_lists(house, *asked, body); }, finish);
        }));
    all.push_back(endpoint_later<RestoreRequest, ArchiveAnswer>(
        Policy::tools(), declared(tools_restore, "An export back, as a practice of its own"),
        [&house](const AskedPtr& asked, RestoreRequest body, const Finish<ArchiveAnswer>& finish) {
            if (auto refusal = refusal_of_path(body.folder, "folder", asked->language)) return finish(*std::move(refusal));
            run_job<ArchiveAnswer>(
                house, asked, "restore",
                {"Er wordt al een praktijk teruggezet. Wacht tot dat klaar is.", "A practice is being put back already. Wait until that is done."},
                [&house, asked, body = std::move(body)] { return restore(house, *asked, body); }, finish);
        }));
    all.push_back(endpoint_later<ExportRequest, ArchiveAnswer>(
        Policy::tools(), declared(tools_export, "A whole practice into a folder"),
        [&house](const AskedPtr& asked, ExportRequest body, const Finish<ArchiveAnswer>& finish) {
            if (auto refusal = refusal_without_practice(*asked)) return finish(*std::move(refusal));
            if (auto refusal = refusal_of_path(body.into, "into", asked->language)) return finish(*std::move(refusal));
            // Two into the same place would take away each other's half.
            run_job<ArchiveAnswer>(
                house, asked, "export",
                {"Er wordt al een export gemaakt. Wacht tot die klaar is.", "An export is being made already. Wait until it is done."},
                [&house, asked, body = std::move(body)] { return export_all(house, *asked, body); }, finish);
        }));
    all.push_back(endpoint<PracticeToMake, PracticeMade>(
        Policy::tools(), declared(tools_practices, "A new practice"),
        [&house](const Asked& asked, const PracticeToMake& body) { return make_practice(house, asked, body); }));
    all.push_back(endpoint<BackupNote, BackupNoted>(
        Policy::tools(), declared(tools_backup_note, "What became of a backup or a drill"),
        [&house](const Asked& asked, const BackupNote& body) { return note_backup(house, asked, body); }));
    add_key_endpoints(house, all);
    return all;
}

}  // namespace kader::server
