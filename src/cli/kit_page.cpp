#include "cli/kit_page.h"

#include <qrencode.h>

#include <cerrno>
#include <memory>

#include "cli/words.h"
#include "system/files.h"
#include "vault/sealed.h"

namespace kader::cli {

namespace {

// As a drawing of squares; empty when the library refuses.
std::string qr_svg(std::string_view text) {
    const std::string zero_ended{text};
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code{QRcode_encodeString8bit(zero_ended.c_str(), 0, QR_ECLEVEL_M), &QRcode_free};
    if (!code) return {};
    const auto width = static_cast<std::size_t>(code->width), edge = std::size_t{4}, whole = width + 2 * edge;
    std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr\" viewBox=\"0 0 " + std::to_string(whole) + " " + std::to_string(whole) +
                      "\" shape-rendering=\"crispEdges\"><path d=\"";
    for (std::size_t y = 0; y < width; ++y)
        for (std::size_t x = 0; x < width; ++x)
            if (code->data[y * width + x] & 1) svg += "M" + std::to_string(x + edge) + " " + std::to_string(y + edge) + "h1v1h-1z";
    return svg + "\"/></svg>";
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char character : text) switch (character) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += character;
        }
    return out;
}

}  // namespace

void write_kit_page(const std::filesystem::path& file, const vault::RecoveryKit& kit, const KitPage& page, Language language) {
    if (std::filesystem::exists(std::filesystem::symlink_status(file))) throw system::FileError{file.string() + " exists already", EEXIST};
    const auto in = [&](std::string_view nl, std::string_view en) { return std::string{say(language, nl, en)}; };
    std::string names;
    for (const auto& practice : page.practices) names += (names.empty() ? "" : ", ") + escaped(practice.name);
    std::string html = "<!doctype html>\n<html lang=\"" + in("nl", "en") + "\"><head><meta charset=\"utf-8\"><title>" + in("Noodblad van Kader", "Recovery kit of Kader") +
                       "</title>\n<style>@page{size:A4;margin:18mm}body{font:12pt/1.45 sans-serif;max-width:42em;margin:2em auto;color:#111}"
                       "h1{font-size:20pt;margin:0 0 .3em}ol.key{font:15pt/1.9 monospace;letter-spacing:.04em}.qr{width:62mm;height:62mm;float:right;margin:0 0 6mm 8mm}"
                       "p,li{margin:.45em 0}.small{font-size:10pt}.warn{border:2px solid #111;padding:.6em .9em;overflow:hidden}</style></head><body>\n";
    html += qr_svg(vault::write_kit_in_one(kit).text());
    html += "<h1>" + in("Noodblad van Kader", "Recovery kit of Kader") + "</h1>\n<p>" + names + "<br>" + in("Gemaakt op ", "Made on ") + page.day + " · " +
            in("herkenningscode ", "fingerprint ") + page.fingerprint + "</p>\n";
    html += "<p class=\"warn\">" +
            in("Wie dit blad heeft én een reservekopie, kan alles lezen. Bewaar het twee keer, in twee gebouwen, op een plek met een slot. Zonder dit blad en "
               "zonder de computer zijn alle gegevens voorgoed weg: ook wij kunnen dan niet helpen.",
               "Who has this sheet and a backup can read everything. Keep it twice, in two buildings, behind a lock. Without this sheet and without the "
               "computer all data are gone for good: we cannot help either.") +
            "</p>\n<ol class=\"key\">\n";
    for (const auto& line : vault::write_kit(kit)) html += "<li>" + std::string{line.text()} + "</li>\n";
    html += "</ol>\n<h2>" + in("De computer is stuk of weg", "The computer is broken or gone") + "</h2>\n<ol>\n<li>" +
            in("Zet Kader op een andere computer.", "Put Kader on another computer.") + "</li>\n<li>" +
            in("Sluit de schijf met de reservekopieën aan.", "Connect the disk with the backups.") + "</li>\n<li>" +
            in("Typ: <code>kader backup restore --from MAP-MET-RESERVEKOPIE --into NIEUWE-MAP --kit</code>",
               "Type: <code>kader backup restore --from BACKUP-FOLDER --into NEW-FOLDER --kit</code>") +
            "</li>\n<li>" +
            in("Typ de vijf regels hierboven over, of scan de code naar een bestand. Hoofdletters en streepjes maken niet uit. Is een teken fout, dan zegt Kader in welke regel.",
               "Type the five lines above, or scan the code into a file. Capitals and dashes do not matter. When a character is wrong, Kader says in which line.") +
            "</li>\n<li>" + in("Kader kijkt daarna alles na. Maak dan meteen een nieuw noodblad.", "Kader then looks through everything. Make a new kit at once after that.") +
            "</li>\n</ol>\n<h2>" + in("Alleen de hoofdsleutel is weg", "Only the root key is gone") + "</h2>\n<p>" +
            in("Typ: <code>kader kit use --data MAP</code> en de vijf regels.", "Type: <code>kader kit use --data FOLDER</code> and the five lines.") + "</p>\n<p class=\"small\">" +
            in("Probeer dit blad elk jaar (<code>kader kit try</code>). Na een nieuwe hoofdsleutel hoort er een nieuw blad bij; versnipper dan het oude.",
               "Try this sheet every year (<code>kader kit try</code>). A new root key needs a new sheet; shred the old one then.") +
            "</p>\n</body></html>\n";
    system::write_file_durably(file, vault::bytes_of(html), system::FileAccess::OwnerOnly);
    vault::wipe({reinterpret_cast<std::uint8_t*>(html.data()), html.size()});
}

}  // namespace kader::cli
