#pragma once

// How each practice stands, in memory for those asked for last.

#include <condition_variable>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "standing/standing.h"

namespace kader::server {

inline constexpr std::size_t standings_count_max = 64;

// Any thread. Book and database must outlive it.
class Standings {
public:
    Standings(const norm_book::NormBook& book, storage::Database& database, std::size_t count_max = standings_count_max)
        : m_book(book), m_database(database), m_count_max(count_max) {}

    // Reads the whole practice when it is not here. Throws StorageError.
    std::shared_ptr<standing::Standing> of(const subjects::PracticeId&);
    // Of every unit of a practice that wrote, in order, after its commit: on the writer's thread, which waits for
    // nobody who asks. Whoever calls of() after this finds it in.
    void apply(const subjects::PracticeId&, const standing::Change&);
    // It may have missed a change: the next to ask reads it again.
    void forget(const subjects::PracticeId&);
    // The same for all: the database was away, and others may have written meanwhile.
    void forget_all();
    std::size_t count() const;

private:
    struct Kept {
        std::shared_ptr<standing::Standing> standing;  // Nothing while it is being read.
        std::vector<standing::Change> waiting;         // That it was not given yet, in order.
        std::size_t waiting_size = 0;                  // Changes and their versions.
        std::uint64_t used = 0;
        std::mutex giving;  // So that nobody asks while another still gives; taken before m_mutex.
    };
    // Gives it what waits; it may be held up by who asks the same practice something.
    void give(Kept&);
    void make_room();

    const norm_book::NormBook& m_book;
    storage::Database& m_database;
    std::size_t m_count_max;
    mutable std::mutex m_mutex;
    std::condition_variable m_read;
    std::map<subjects::PracticeId, std::shared_ptr<Kept>> m_kept;
    std::uint64_t m_clock = 0;
};

}  // namespace kader::server
