// Reading 1,000,000 rows against a bare scan that only splits fields, in turn: A B A B A B A B A.
//
//   csv_bench [rows]
//
// A is a plain loop over the bytes that knows quotes and puts every field of a row in an array: the
// least a reader can do. B cuts into cells, maps the columns, checks every cell by its kind and
// enters the kenmerk in the index. The tokenizer alone is shown as well, and so is what comes after
// reading: references looked up and facts built. Medians; bytes and allocations are counted.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <new>
#include <string>

#include "lists/example_lists.h"
#include "lists/folder.h"
#include "lists/folder_reading.h"
#include "lists/together.h"

namespace {

std::size_t allocations = 0;

}  // namespace

void* operator new(std::size_t bytes) {
    ++allocations;
    if (void* memory = std::malloc(bytes)) return memory;
    throw std::bad_alloc{};
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace {

using namespace kader;

// Trainings as a practice of forty keeps them, with the kenmerken rising or in no order at all.
std::string list_of(std::size_t rows, bool shuffled) {
    std::string text = "kenmerk;persoon;onderwerp;datum;geldig_tot_en_met\r\n";
    std::uint32_t state = 1;
    const auto next = [&state] { return (state = state * 1664525u + 1013904223u) >> 8; };
    char line[128];
    for (std::size_t i = 0; i < rows; ++i) {
        // An odd step through the numbers visits each once.
        const auto number = shuffled ? (i * 7919) % rows : i;
        const auto year = 2020 + next() % 7, month = 1 + next() % 12, day = 1 + next() % 28;
        const int size =
            std::snprintf(line, sizeof line, "S%07zu;P%02u;%s;%02u-%02u-%u;%02u-%02u-%u\r\n",
                          number, 1 + next() % 40, lists::examples::topics[next() % 2].data(), day,
                          month, year, day, month, year + 1);
        text.append(line, static_cast<std::size_t>(size));
    }
    return text;
}

// The bare scan.
struct BareScan {
    std::string_view fields[256];
    std::size_t count = 0;
    std::size_t rows = 0;
    std::size_t sum = 0;

    void run(std::string_view text) {
        std::size_t start = 0;
        bool quoted = false;
        count = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ';' || c == '\n')) {
                if (count < 256) fields[count++] = text.substr(start, i - start);
                start = i + 1;
                if (c == '\n') {
                    ++rows;
                    sum += fields[count - 1].size() + count;
                    count = 0;
                }
            }
        }
    }
};

// Time of the processor, not of the clock on the wall: others may be using the machine.
double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

template <class Work>
double seconds(const Work& work) {
    const auto start = processor_seconds();
    work();
    return processor_seconds() - start;
}

double median(std::vector<double> times) {
    std::ranges::sort(times);
    return times[times.size() / 2];
}

void line(const char* what, double time, std::size_t rows, std::size_t bytes) {
    std::printf("%-42s %8.1f ms  %6.2f million rows/s  %5.0f MB/s\n", what, time * 1e3,
                double(rows) / time / 1e6, double(bytes) / time / 1e6);
}

void keep(std::size_t value) {
    asm volatile("" : : "r"(value) : "memory");
}

void measure(std::size_t rows, bool shuffled) {
    const auto text = list_of(rows, shuffled);
    const auto type = lists::list_type<lists::examples::Training>();
    std::printf("%zu rows, %zu bytes, kenmerken %s\n", rows, text.size(),
                shuffled ? "in no order" : "rising");

    std::vector<double> bare, ours, tokens;
    std::size_t our_allocations = 0;
    std::size_t read = 0;
    const auto scan = [&] {
        BareScan bare_scan;
        bare.push_back(seconds([&] { bare_scan.run(text); }));
        keep(bare_scan.sum);
        if (bare_scan.rows != rows + 1) std::abort();
    };
    const auto tokenize = [&] {
        std::size_t cells = 0;
        tokens.push_back(seconds([&] {
            lists::CsvRows walk{text, ';', 5};
            while (walk.next()) cells += walk.cells().size();
        }));
        if (cells != 5 * (rows + 1)) std::abort();
    };
    const auto read_list = [&] {
        auto copy = text;  // As read from disk; the copying is not measured, the survey of it is.
        const auto before = allocations;
        lists::ListTable table{type};
        lists::Findings findings;
        ours.push_back(seconds([&] {
            auto content = lists::csv_text_of(std::move(copy));
            auto source = lists::FolderReading::source_of(
                std::get<lists::CsvText>(std::move(content)), "scholing.csv");
            lists::RowPlan plan{type, source->header, nullptr};
            table.read(std::move(source), std::move(plan), findings, {});
        }));
        our_allocations = allocations - before;
        read = findings.rows_read;
        if (findings.rows_read != rows || findings.rows_rejected != 0) std::abort();
    };
    read_list();
    ours.clear();
    for (int turn = 0; turn < 4; ++turn) scan(), read_list();
    scan();
    for (int turn = 0; turn < 3; ++turn) tokenize();

    line("A bare scan, splits only", median(bare), rows, text.size());
    line("  the tokenizer alone", median(tokens), rows, text.size());
    line("B reader: cut, mapped, checked, identified", median(ours), rows, text.size());
    const auto ratio = median(bare) / median(ours);
    std::printf("B reads at %.2f of the speed of A (asked: 0.50); at %.2f of the tokenizer alone\n",
                ratio, median(tokens) / median(ours));
    std::printf("counted: %zu bytes scanned, %zu allocations for %zu rows\n", text.size(),
                our_allocations, read);

    const auto types = lists::examples::types();
    lists::ListFolder folder{types};
    std::string people = "kenmerk;naam;band;levert_zorg;vanaf\n";
    for (int i = 1; i <= 40; ++i) {
        char person[64];
        std::snprintf(person, sizeof person, "P%02d;Proef Persoon %d;loondienst;ja;2019-01-01\n", i,
                      i);
        people += person;
    }
    folder.add_text("mensen", people, "mensen.csv");
    folder.add_text("scholing", text, "scholing.csv");
    std::size_t facts = 0;
    const auto with_facts = seconds([&] {
        const auto all = folder.facts();
        for (const auto& row : all.rows) facts += row.facts.size();
        if (!all.rejects.empty()) std::abort();
    });
    line("references looked up and facts built", with_facts, rows, text.size());
    line("B and that together", with_facts + median(ours), rows, text.size());
    std::printf("facts: %zu\n\n", facts);
}

}  // namespace

int main(int argc, char** argv) {
    const auto rows =
        argc > 1 ? static_cast<std::size_t>(std::max(1000, std::atoi(argv[1]))) : 1'000'000u;
    measure(rows, false);
    measure(rows, true);
}
