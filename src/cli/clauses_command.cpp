// clauses: reads a text for silence clauses.

#include <algorithm>
#include <fstream>
#include <iostream>
#include <ostream>
#include <optional>

#include <boost/json.hpp>

#include "clauses/words.h"
#include "cli/commands.h"
#include "cli/loading.h"
#include "cli/public_norms.h"
#include "cli/words.h"
#include "decoding/decoder.h"
#include "kernel/limits.h"

namespace kader::cli {

namespace json = boost::json;

using clauses::Reader;
using clauses::Reading;
using clauses::party_text;
using clauses::sureness_text;

namespace {

constexpr std::size_t file_bytes_max = std::max(limits::document_pdf_bytes_max, limits::document_docx_bytes_max);

// The bytes of a file, or of standard input for "-"; at most one more than may be read. Nothing: it cannot be read.
std::optional<std::string> read_file(const std::filesystem::path& path) {
    std::string bytes, piece(64 * limits::KiB, '\0');
    const auto take = [&](std::istream& in) {
        while (bytes.size() <= file_bytes_max && (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0))
            bytes.append(piece.data(), static_cast<std::size_t>(in.gcount()));
    };
    if (path == "-") {
        take(std::cin);
        return bytes;
    }
    std::error_code error;
    std::ifstream file{path, std::ios::binary};
    if (!file || std::filesystem::is_directory(path, error)) return {};
    take(file);
    return bytes;
}

std::string_view kind_word(decoding::Kind kind) {
    if (kind == decoding::Kind::Pdf) return "pdf";
    return kind == decoding::Kind::Docx ? "docx" : "text";
}

const clauses::Kind* find(const std::vector<clauses::Kind>& all, std::string_view id) {
    for (const auto& one : all)
        if (one.id == id) return &one;
    return nullptr;
}

void print(std::ostream& out, Language language, const Reader& reader, const Reading& reading, std::string_view text, const clauses::Holding* holding,
           std::string_view party, const norm_book::NormBook& book) {
    for (const auto& mark : reading.marks) {
        const auto* kind = find(reader.kinds(), mark.kind);
        const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(mark.begin), '\n') + 1;
        out << say(language, "Regel ", "Line ") << line << ": " << (kind ? kind->title.in(language) : mark.kind) << " (" << sureness_text(language, mark.sureness) << ")\n";
        out << wrapped("\"" + harmless(text.substr(mark.begin, mark.end - mark.begin)) + "\"", 2) << wrapped(mark.why.in(language), 2) << "\n";
    }
    if (reading.marks.empty())
        out << wrapped(std::string{say(language,
                                       "Er is geen zin gevonden die u verbiedt te spreken of u daarvoor straft. Dat is geen bewijs dat zo'n zin er niet staat: lees zelf ook.",
                                       "No sentence was found that forbids you to speak or punishes you for it. That is no proof that there is none: read it yourself too.")}, 0)
            << "\n";
    for (const auto& id : reading.legitimate)
        if (const auto* kind = find(reader.legitimate(), id))
            out << wrapped(std::string{say(language, "Wat wel mag: ", "What is allowed: ")} + kind->title.in(language) + ". " + kind->explain.in(language), 0) << "\n";
    if (!reading.marks.empty()) {
        out << wrapped(std::string{say(language, "De andere partij: ", "The other party: ")} + std::string{party_text(language, party)}, 0);
        if (holding) {
            auto sources = sources_text(language, book, holding->sources);
            if (holding->certainty != norm_book::Certainty::Sourced) sources += "; " + std::string{certainty_word(language, holding->certainty)};
            out << wrapped(holding->title.in(language) + ". " + holding->text.in(language), 0) << wrapped("[" + sources + "]", 0);
        }
        out << "\n";
    }
    out << wrapped(std::string{say(language, "Dit is uitleg door een programma, geen juridisch advies.", "This is an explanation by a program, not legal advice.")}, 0);
}

json::value json_of(const Reading& reading, const decoding::Outcome& document, const clauses::Holding* holding, std::string_view party, const norm_book::NormBook& book) {
    json::array marks, legitimate;
    for (const auto& mark : reading.marks)
        marks.push_back(json::object{{"begin", mark.begin}, {"end", mark.end}, {"kind", mark.kind}, {"rule", mark.rule},
                                     {"sureness", clauses::word(mark.sureness)}, {"why", {{"nl", mark.why.nl}, {"en", mark.why.en}}}, {"text", document.text.substr(mark.begin, mark.end - mark.begin)}});
    for (const auto& id : reading.legitimate) legitimate.push_back(json::value(id));
    return json::object{{"format", "kader-clauses-1"}, {"edition", book.edition()}, {"marks", std::move(marks)}, {"legitimate", std::move(legitimate)},
                        {"counterparty", party}, {"holding", holding ? json::value(holding->id) : json::value(nullptr)},
                        {"sentences", reading.sentences}, {"cut", reading.is_cut || document.notes.is_cut},
                        {"document", {{"kind", kind_word(document.kind)}, {"pages", document.notes.pages}, {"pages_without_text", document.notes.pages_without_text},
                                      {"macros", document.notes.has_macros}, {"embedded", document.notes.has_embedded}}}};
}

}  // namespace

int clauses_command(const Common& common, const ClausesOptions& options, std::ostream& out, std::ostream& err) {
    const auto language = common.language;
    if (options.signed_on && *options.signed_on > common.today) {
        err << say(language, "--signed ligt in de toekomst: wie nog niet getekend heeft, hoeft dat niet te doen\n",
                   "--signed lies in the future: who has not signed yet need not do so\n");
        return Exit::Wrong;
    }
    const auto book = load_norms(common, err);
    if (!book) return Exit::Broken;
    const auto reader = load_clause_reader(common, *book, err);
    if (!reader) return Exit::Broken;
    const auto bytes = read_file(options.file);
    if (!bytes) {
        err << harmless(options.file.string()) << say(language, ": dit bestand kan niet worden gelezen\n", ": this file cannot be read\n");
        return Exit::Wrong;
    }
    decoding::Decoder decoder{decoding::Decoder::beside_this_program(), decoding::Decoder::Start::WhenNeeded};
    const auto document = decoder.text_of(*bytes);
    if (!document) {
        err << wrapped(harmless(options.file.string()) + ": " + words_of(document, decoding::Door::CommandLine).in(language), 0);
        return *document.refusal == decoding::Refusal::NoDecoder ? Exit::Broken : Exit::Wrong;
    }
    for (const auto& note : words_of(document.notes)) err << wrapped(note.in(language), 0);
    const auto reading = reader->read(document.text);
    if (!reading.is_known_language) {
        err << say(language, "In deze tekst staat geen Nederlands en geen Engels dat wordt herkend; er kan niets over worden gezegd.\n",
                   "No Dutch or English is recognised in this text; nothing can be said of it.\n");
        return Exit::Wrong;
    }
    if (reading.is_cut)
        err << say(language, "De tekst is langer dan 2 MiB; wat daarachter staat, is niet gelezen.\n", "The text is longer than 2 MiB; what comes behind that was not read.\n");
    const auto party = options.party.empty() ? reading.counterparty : options.party;
    const auto* holding = reader->holding(party, options.signed_on);
    if (common.format == Format::Json)
        out << json::serialize(json_of(reading, document, holding, party, *book)) << "\n";
    else
        print(out, language, *reader, reading, document.text, holding, party, *book);
    return Exit::Done;
}

}  // namespace kader::cli
