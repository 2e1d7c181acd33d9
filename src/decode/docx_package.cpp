#include "decode/docx_package.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <vector>

#include "kernel/limits.h"

namespace kader::decode {

namespace {

std::string lower(std::string_view text) {
    std::string all{text};
    for (char& c : all)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    return all;
}

}  // namespace

Package::Package(std::string_view bytes) {
    zip_error_t error;
    ::zip_error_init(&error);
    auto* source = ::zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source) m_zip = ::zip_open_from_source(source, ZIP_RDONLY, &error);
    if (source && !m_zip) ::zip_source_free(source);
    ::zip_error_fini(&error);
    m_is_damaged = m_zip == nullptr;
    if (m_zip) look_at_names();
}

Package::~Package() {
    if (m_zip) ::zip_discard(m_zip);
}

void Package::look_at_names() {
    const auto count = ::zip_get_num_entries(m_zip, 0);
    m_has_too_many = count > static_cast<zip_int64_t>(limits::document_packed_files_count_max);
    if (m_has_too_many) return;
    std::set<std::string> names;
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
        zip_stat_t about;
        if (::zip_stat_index(m_zip, i, 0, &about) != 0 || !(about.valid & ZIP_STAT_NAME)) {
            m_is_damaged = true;
            return;
        }
        const auto name = lower(about.name);
        m_is_damaged = m_is_damaged || !names.insert(name).second;
        m_has_locked = m_has_locked || ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) && about.encryption_method != ZIP_EM_NONE);
        m_has_macros = m_has_macros || name.ends_with("vbaproject.bin");
        constexpr std::array folders = {"/embeddings/", "/activex/", "/afchunk", "/diagrams/", "/charts/"};
        m_has_embedded = m_has_embedded || std::ranges::any_of(folders, [&](std::string_view folder) { return name.find(folder) != name.npos; });
    }
}

bool Package::has(std::string_view part) const { return m_zip && ::zip_name_locate(m_zip, std::string{part}.c_str(), ZIP_FL_NOCASE) >= 0; }

Package::Read Package::read(const std::string& part, XmlPart& into) {
    const auto index = m_zip ? ::zip_name_locate(m_zip, part.c_str(), ZIP_FL_NOCASE) : -1;
    if (index < 0) return Read::Absent;
    zip_stat_t about;
    if (::zip_stat_index(m_zip, static_cast<zip_uint64_t>(index), 0, &about) != 0 || !(about.valid & ZIP_STAT_COMP_SIZE)) return Read::Damaged;
    struct Close {
        void operator()(zip_file_t* file) const { ::zip_fclose(file); }
    };
    const std::unique_ptr<zip_file_t, Close> file{::zip_fopen_index(m_zip, static_cast<zip_uint64_t>(index), 0)};
    if (!file) return Read::Damaged;
    const auto judge = [](Parsed parsed) {
        switch (parsed) {
            case Parsed::GoesOn: return Read::Done;
            case Parsed::Full: return Read::Full;
            case Parsed::TooDeep: return Read::Bomb;
            case Parsed::Damaged: break;
        }
        return Read::Damaged;
    };
    std::vector<char> piece(64 * limits::KiB);
    // What comes out is counted; what the zip says of itself is not believed.
    for (std::size_t unpacked = 0;;) {
        const auto got = ::zip_fread(file.get(), piece.data(), piece.size());
        if (got < 0) return Read::Damaged;
        if (got == 0) return judge(into.end());
        unpacked += static_cast<std::size_t>(got);
        m_unpacked += static_cast<std::size_t>(got);
        if (unpacked > limits::document_part_bytes_max || m_unpacked > limits::document_parts_bytes_max) return Read::Bomb;
        if (unpacked > limits::document_ratio_free_bytes && unpacked / limits::document_ratio_max > about.comp_size) return Read::Bomb;
        const auto parsed = into.take({piece.data(), static_cast<std::size_t>(got)});
        if (parsed != Parsed::GoesOn) return judge(parsed);
    }
}

std::string part_beside(std::string_view part, std::string_view target) {
    std::vector<std::string_view> folders;
    const auto walk = [&](std::string_view path) {
        while (!path.empty()) {
            const auto word = path.substr(0, path.find('/'));
            path.remove_prefix(std::min(path.size(), word.size() + 1));
            if (word.empty() || word == ".") continue;
            if (word != "..") {
                folders.push_back(word);
            } else {
                if (folders.empty()) return false;
                folders.pop_back();
            }
        }
        return true;
    };
    const auto slash = part.rfind('/');
    if (!target.starts_with('/') && slash != part.npos && !walk(part.substr(0, slash))) return {};
    if (!walk(target)) return {};
    std::string path;
    for (const auto word : folders) path += (path.empty() ? "" : "/") + std::string{word};
    return path;
}

std::string relations_of(std::string_view part) {
    const auto slash = part.rfind('/');
    const auto name = slash == part.npos ? 0 : slash + 1;
    return std::string{part.substr(0, name)} + "_rels/" + std::string{part.substr(name)} + ".rels";
}

}  // namespace kader::decode
