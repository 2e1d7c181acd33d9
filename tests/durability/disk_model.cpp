#include "durability/disk_model.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace kader::durability {

namespace fs = std::filesystem;

namespace {

using Kind = Operation::Kind;
constexpr std::size_t sector = 512;

std::string parent_of(const std::string& name) {
    const auto slash = name.rfind('/');
    return slash == std::string::npos ? std::string{} : name.substr(0, slash);
}

void put(std::string& content, std::uint64_t offset, std::string_view bytes) {
    const auto end = std::size_t(offset) + bytes.size();
    if (content.size() < end) content.resize(end, '\0');
    content.replace(std::size_t(offset), bytes.size(), bytes);
}

void redo(std::string& content, const Operation& operation) {
    if (operation.kind == Kind::Write)
        put(content, operation.offset, operation.bytes);
    else
        content.resize(operation.kind == Kind::Open ? 0 : std::size_t(operation.offset), '\0');
}

// Some sectors of the write and not the others, whichever they are.
void redo_torn(std::string& content, const Operation& operation, Chance& chance) {
    std::string_view rest = operation.bytes;
    auto at = operation.offset;
    while (!rest.empty()) {
        const auto count = std::min<std::size_t>(rest.size(), sector - std::size_t(at % sector));
        if (chance.percent(50)) put(content, at, rest.substr(0, count));
        rest.remove_prefix(count);
        at += count;
    }
}

}  // namespace

DiskModel::DiskModel(Options options) : m_options(options) {
    const auto top = make(true);
    m_names[""] = top;
    m_lasting[""] = top;
}

DiskModel::Node DiskModel::make(bool is_folder) {
    m_files.push_back({is_folder, {}, {}});
    return m_files.size() - 1;
}

void DiskModel::change(Names& names, const NameChange& change) {
    if (!change.gone.empty()) names.erase(change.gone);
    if (!change.made.empty()) names[change.made] = change.node;
}

void DiskModel::sync(Node node) {
    auto& file = m_files[node];
    if (!file.is_folder) {
        for (const auto* operation : file.pending) redo(file.lasting, *operation);
        file.pending.clear();
        return;
    }
    if (m_options.ignore_folder_syncs) return;
    const auto of_this = [&](const NameChange& change) {
        const auto folder =
            m_names.find(parent_of(change.made.empty() ? change.gone : change.made));
        return folder != m_names.end() && folder->second == node;
    };
    for (const auto& one : m_changes)
        if (of_this(one)) change(m_lasting, one);
    m_changes.erase(std::remove_if(m_changes.begin(), m_changes.end(), of_this), m_changes.end());
}

void DiskModel::apply(const Operation& operation) {
    const std::string path{operation.path};
    const auto change_name = [&](NameChange one) {
        change(m_names, one);
        m_changes.push_back(std::move(one));
    };
    switch (operation.kind) {
        case Kind::Open: {
            if (operation.made) change_name({{}, path, make(false)});
            const auto named = m_names.find(path);
            if (named == m_names.end())
                throw std::runtime_error{"a recording that opens " + path + " from nowhere"};
            m_handles[operation.handle] = named->second;
            auto& file = m_files[named->second];
            if (operation.emptied && !operation.made) file.pending.push_back(&operation);
            break;
        }
        case Kind::Write:
        case Kind::Truncate:
            m_files[m_handles.at(operation.handle)].pending.push_back(&operation);
            break;
        case Kind::Sync:
            sync(m_handles.at(operation.handle));
            break;
        // The worst that a system does: what it could not write is thrown away, and a later sync
        // knows nothing of it.
        case Kind::FailedSync:
            m_files[m_handles.at(operation.handle)].pending.clear();
            break;
        case Kind::Unlink:
        case Kind::RemoveFolder:
            change_name({path, {}, 0});
            break;
        case Kind::MakeFolder:
            change_name({{}, path, make(true)});
            break;
        case Kind::Rename: {
            const auto node = m_names.at(path);
            if (m_files[node].is_folder)
                throw std::runtime_error{"a recording that renames a folder"};
            change_name({path, std::string{operation.bytes}, node});
            break;
        }
        case Kind::Ack:
            break;
    }
}

std::string DiskModel::surviving(const File& file, Chance& chance, unsigned percent) {
    auto content = file.lasting;
    for (const auto* operation : file.pending) {
        if (chance.percent(percent))
            redo(content, *operation);
        else if (operation->kind == Kind::Write && percent > 0 && chance.percent(50))
            redo_torn(content, *operation, chance);
    }
    return content;
}

template <class Content>
Remains DiskModel::remains_of(const Names& names, const Content& content) const {
    Remains remains;
    std::set<std::string, std::less<>> there = {""};  // A folder sorts before what it holds.
    for (const auto& [name, node] : names) {
        if (name.empty() || !there.contains(parent_of(name))) continue;
        if (m_files[node].is_folder)
            remains.folders.push_back(*there.insert(name).first);
        else if (!name.ends_with("-shm"))
            remains.files[name] = content(m_files[node]);
    }
    return remains;
}

Remains DiskModel::cut(Chance& chance) const {
    // Sometimes nothing that was not synced is there, sometimes all of it: the corners matter most.
    constexpr unsigned mixes[] = {0, 0, 25, 50, 75, 100};
    const auto percent = mixes[chance.below(std::size(mixes))];
    const auto names_percent = mixes[chance.below(std::size(mixes))];
    auto names = m_lasting;
    for (const auto& one : m_changes)
        if (chance.percent(names_percent)) change(names, one);
    return remains_of(names, [&](const File& file) { return surviving(file, chance, percent); });
}

Remains DiskModel::now() const {
    return remains_of(m_names, [](const File& file) {
        auto content = file.lasting;
        for (const auto* operation : file.pending) redo(content, *operation);
        return content;
    });
}

void Remains::write_into(const fs::path& folder) const {
    for (const auto& entry : fs::directory_iterator{folder}) fs::remove_all(entry.path());
    for (const auto& name : folders) {
        fs::create_directory(folder / name);
        fs::permissions(folder / name, fs::perms::owner_all);
    }
    for (const auto& [name, content] : files) {
        const int file = ::open((folder / name).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        const auto written = file < 0 ? -1 : ::write(file, content.data(), content.size());
        if (written != ssize_t(content.size())) throw std::runtime_error{"cannot write " + name};
        if (name.ends_with(".key")) ::fchmod(file, 0400);
        ::close(file);
    }
}

}  // namespace kader::durability
