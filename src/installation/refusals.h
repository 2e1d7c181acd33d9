#pragma once

// What is said when a data folder cannot be opened: one sentence each, that says what to do.

#include <functional>

#include "installation/layout.h"
#include "kernel/result.h"
#include "kernel/text.h"
#include "storage/session.h"
#include "system/files.h"

namespace kader::installation {

class Refusals {
public:
    Refusals(const Layout& at, Language language) : m_at(at), m_language(language) {}

    Error no_folder() const;
    Error not_a_folder() const;
    Error not_a_data_folder() const;
    Error other_things(const std::string& name) const;
    Error no_root_key() const;
    Error no_keyring() const;
    Error others_may_read(const std::filesystem::path&) const;
    Error keys_of_another() const;
    Error no_database() const;
    Error in_use(int process) const;
    Error wrong_settings(const std::string& fault) const;
    Error other_settings() const;
    Error engine_is_sqlite() const;
    Error of(const storage::StorageError&) const;
    Error of(const system::FileError&) const;

private:
    Error say(Code code, const std::string& nl, const std::string& en) const {
        return {code, m_language == Language::Dutch ? nl : en};
    }
    const Layout& m_at;
    Language m_language;
};

// Runs `work`, and turns what disk and database throw into a refusal.
template <class Work>
auto guarded(const Refusals& refuse, Work&& work) -> decltype(work()) {
    try {
        return work();
    } catch (const storage::StorageError& error) {
        return refuse.of(error);
    } catch (const system::FileError& error) {
        return refuse.of(error);
    } catch (const std::filesystem::filesystem_error& error) {
        return refuse.of(system::FileError{error.what(), error.code().value()});
    }
}

}  // namespace kader::installation
