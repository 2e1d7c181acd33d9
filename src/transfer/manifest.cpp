#include "transfer/manifest.h"

#include <algorithm>
#include <array>

#include "transfer/json_fields.h"

namespace kader::transfer {

namespace {

constexpr std::array must_haves{subjects_file, versions_file, audit_file};

// Never a way out of the folder, whatever system reads it.
bool is_name_of_export(std::string_view name) {
    if (std::ranges::find(must_haves, name) != must_haves.end()) return true;
    const auto start = std::string{lists_folder} + '/';
    constexpr std::string_view end = ".csv";
    if (!name.starts_with(start) || !name.ends_with(end) || name.size() <= start.size() + end.size()) return false;
    const auto list = name.substr(start.size(), name.size() - start.size() - end.size());
    return std::ranges::all_of(list, [](char c) { return ('a' <= c && c <= 'z') || c == '_'; });
}

// A member on a line of its own, so that people can read it.
std::string member(std::string_view name, const json::value& value) {
    return "\"" + std::string{name} + "\": " + json::serialize(value);
}

Error refused(Language language, std::string nl, std::string en) {
    return refusal(language, Code::Invalid, std::string{manifest_file} + ": " + std::move(nl),
                   std::string{manifest_file} + ": " + std::move(en));
}

FileSum sum_of(const json::object& file, Fields& all) {
    Fields fields{file};
    FileSum sum;
    const auto bytes = fields.integer("bytes");
    sum.bytes = static_cast<std::uint64_t>(bytes);
    sum.sha256 = fields.digest("sha256");
    if (bytes < 0 || !fields.all_right()) all.refuse();
    return sum;
}

}  // namespace

std::string text_of(const Manifest& manifest) {
    const auto& practice = manifest.practice;
    const auto& counts = manifest.counts;
    std::string text = "{\n  " + member("format", view(export_format));
    text += ",\n  " + member("practice", json::object{{"id", practice.id.text()},
                                                       {"name", practice.name},
                                                       {"created_at", system::instant_text(practice.created_at)}});
    text += ",\n  " + member("made_at", view(system::instant_text(manifest.made_at)));
    text += ",\n  " + member("made_by", view(manifest.made_by));
    text += ",\n  " + member("change_seq", manifest.change_seq);
    text += ",\n  " + member("counts", json::object{{"subjects", counts.subjects},
                                                     {"records", counts.records},
                                                     {"versions", counts.versions},
                                                     {"audit_entries", counts.audit_entries}});
    text += ",\n  \"files\": {";
    bool first = true;
    for (const auto& [name, sum] : manifest.files) {
        text += first ? "\n    " : ",\n    ";
        first = false;
        text += member(name, json::object{{"bytes", static_cast<std::int64_t>(sum.bytes)},
                                          {"sha256", vault::hex(sum.sha256)}});
    }
    return text + "\n  }\n}\n";
}

Result<Manifest> parse_manifest(std::string_view text, Language language) {
    const auto object = parse_object(text);
    if (!object) return refused(language, "dit is geen export van Kader.", "this is no export of Kader.");
    Fields fields{*object};
    if (const auto format = fields.text("format"); format != export_format)
        return refused(language, "deze versie van Kader kent de vorm \"" + shortened(format) + "\" niet.",
                       "this version of Kader does not know the format \"" + shortened(format) + "\".");
    Manifest manifest;
    Fields practice{fields.object("practice")};
    manifest.practice.id = practice.id<subjects::PracticeId>("id");
    manifest.practice.name = practice.text("name");
    manifest.practice.created_at = practice.instant("created_at");
    manifest.made_at = fields.instant("made_at");
    manifest.made_by = fields.text("made_by");
    manifest.change_seq = fields.integer("change_seq");
    Fields counts{fields.object("counts")};
    manifest.counts = {counts.integer("subjects"), counts.integer("records"), counts.integer("versions"),
                       counts.integer("audit_entries")};
    for (const auto& file : fields.object("files")) {
        const std::string name{file.key().data(), file.key().size()};
        if (!is_name_of_export(name) || !file.value().is_object())
            return refused(language, "\"" + shortened(name) + "\" is geen bestand van een export.",
                           "\"" + shortened(name) + "\" is no file of an export.");
        manifest.files.emplace(name, sum_of(file.value().get_object(), fields));
    }
    for (const auto name : must_haves)
        if (!manifest.files.contains(std::string{name})) fields.refuse();
    const bool right = fields.all_right() && practice.all_right() && counts.all_right();
    if (!right || manifest.practice.id.is_nil() || manifest.change_seq < 0 || text_of(manifest) != text)
        return refused(language, "dit bestand is veranderd of beschadigd.", "this file was changed or is damaged.");
    return manifest;
}

Result<Manifest> read_manifest(const std::filesystem::path& folder, Language language) {
    KADER_TRY(lines, LineReader::open(folder / manifest_file, language));
    std::string text;
    while (const auto line = lines.next()) {
        text.append(*line).append("\n");
        if (text.size() > limits::export_manifest_bytes_max)
            return refused(language, "dit bestand is te groot.", "this file is too large.");
    }
    if (lines.error()) return *lines.error();
    return parse_manifest(text, language);
}

}  // namespace kader::transfer
