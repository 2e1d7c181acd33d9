#include "destruction/certificate.h"

#include "destruction/words.h"
#include "epochs/turning.h"

namespace kader::destruction {

Result<Certificate> certificate(const Destruction* destruction, const vault::Keyring& keyring, std::string_view practice, Language language) {
    if (destruction == nullptr)
        return words::said(Code::NotFound, language, "Deze vernietiging is er niet.", "There is no such destruction.");
    if (destruction->state != State::Destroyed || !destruction->epoch || !destruction->decided_at)
        return words::said(Code::Conflict, language, "Dit dossier is nog niet vernietigd.", "This file was not destroyed yet.");
    const auto done = words::day_of(*destruction->decided_at);
    if (!epochs::is_out_of_reach(keyring, *destruction->epoch)) {
        const auto due = iso_text(turn_due(done, destruction->asked));
        return words::said(Code::Conflict, language,
                           "De sleutel is weg, maar oudere kopieën openen nog tot de sleutels gewisseld zijn; dat gebeurt uiterlijk op " + due + ".",
                           "The key is gone, but older copies still open until the keys have turned; that is done at the latest on " + due + ".");
    }
    const auto nl = language == Language::Dutch;
    const auto say = [&](const std::string& dutch, const std::string& english) { return nl ? dutch : english; };
    Certificate made;
    made.title = say("Verklaring van vernietiging", "Certificate of destruction");
    auto& lines = made.lines;
    lines.push_back(say("Praktijk: ", "Practice: ") + std::string{practice});
    lines.push_back(say("Dossier: ", "File: ") + destruction->asked.subject.text());
    lines.push_back(say("Gevraagd op ", "Asked on ") + iso_text(destruction->asked.asked_on) + say(", vernietigd op ", ", destroyed on ") + iso_text(done) + ".");
    lines.push_back(say("Wat in dit dossier stond, is met een eigen sleutel versleuteld. Die sleutel is vernietigd, en daarna ook de sleutel "
                        "waarmee zij bewaard werd. Niemand kan het dossier nog openen: niet uit onze gegevens en niet uit onze reservekopieën.",
                        "What this file held is encrypted under a key of its own. That key was destroyed, and after it the key under which it was kept. "
                        "Nobody can open the file any more: not from our data and not from our backups."));
    lines.push_back(destruction->agreed_by
                        ? say("Twee mensen van de praktijk hebben hiernaar gekeken.", "Two people of the practice looked at this.")
                        : say("Wie dit deed, werkt alleen: er was geen tweede mens die meekeek.", "Who did this works alone: no second person looked."));
    lines.push_back(say("Wat deze verklaring niet kan beloven: wat eerder op papier is gezet, aan u of aan anderen is meegegeven, of buiten dit "
                        "programma is bewaard, valt hier niet onder. In het logboek blijft staan dat er een dossier was en wie het opende, zonder naam en "
                        "zonder inhoud. Wat een schijf aan oude sporen bewaart, blijft versleuteld onder de hoofdsleutel van de praktijk.",
                        "What this certificate cannot promise: what was printed before, given to you or to others, or kept outside this program is not "
                        "covered. The log still says that there was a file and who opened it, without a name and without content. What old traces a disk "
                        "keeps stay encrypted under the root key of the practice."));
    return made;
}

}  // namespace kader::destruction
