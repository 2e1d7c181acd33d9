// Breaks the norms on purpose: each condition of each requirement is dropped (made true) and flipped
// in turn, each `where`, `within`, `after` and `during` is taken out, and then the stories are told
// again. Each time at least one hand-written expectation must fail. Prints, per broken condition, the
// case that noticed it and on which state; ends with 1 when nobody noticed.
//
//   kader_break_conditions NORMS [TEXT]     TEXT: only requirements whose id contains it

#include <functional>
#include <iostream>

#include "check/record_types.h"
#include "stories/story_run.h"

using namespace kader;
using norm_book::Condition;
using norm_book::Requirement;

namespace {

struct Broken {
    std::string how;  // "condition/has/element-doel dropped"
    Requirement requirement;
};

Condition always() {
    Condition condition;
    condition.kind = Condition::Kind::Not;
    condition.parts.emplace_back();
    return condition;
}

std::string name_of(const Condition& condition, std::size_t at) {
    if (!condition.name.empty()) return condition.name;
    return condition.fact.empty() ? std::to_string(at + 1) : condition.fact + "-" + std::to_string(at + 1);
}

// Calls `visit` with the path of each node and a way to reach it in a copy.
using Reach = std::function<Condition&(Requirement&)>;
void walk(const Condition& condition, const std::string& path, const Reach& reach,
          const std::function<void(const std::string&, const Condition&, const Reach&)>& visit) {
    visit(path, condition, reach);
    for (std::size_t at = 0; at < condition.parts.size(); ++at)
        walk(condition.parts[at], path + "/" + name_of(condition.parts[at], at),
             [reach, at](Requirement& requirement) -> Condition& { return reach(requirement).parts[at]; }, visit);
}

std::vector<Broken> broken_versions(const Requirement& requirement) {
    std::vector<Broken> result;
    const auto add = [&](const std::string& how, const Reach& reach, const std::function<void(Condition&)>& change) {
        Broken broken{how, requirement};
        change(reach(broken.requirement));
        result.push_back(std::move(broken));
    };
    const auto visit = [&](const std::string& path, const Condition& condition, const Reach& reach) {
        if (condition.kind == Condition::Kind::Never) return;
        add(path + " dropped", reach, [](Condition& one) { one = always(); });
        add(path + " flipped", reach, [](Condition& one) {
            Condition flipped;
            flipped.kind = Condition::Kind::Not;
            flipped.parts = {one};
            one = flipped;
        });
        for (std::size_t at = 0; at < condition.where.size(); ++at)
            add(path + " without where " + condition.where[at].name, reach,
                [at](Condition& one) { one.where.erase(one.where.begin() + std::ptrdiff_t(at)); });
        if (!condition.within.empty())
            add(path + " without within", reach, [](Condition& one) { one.within.clear(); });
        if (!condition.after.empty())
            add(path + " without after", reach, [](Condition& one) { one.after.clear(); });
        if (condition.during) {
            add(path + " without during", reach, [](Condition& one) { one.during.reset(); });
            for (std::size_t at = 0; at < condition.during->where.size(); ++at)
                add(path + " during without where " + condition.during->where[at].name, reach, [at](Condition& one) {
                    auto during = *one.during;
                    during.where.erase(during.where.begin() + std::ptrdiff_t(at));
                    one.during = std::make_shared<const Condition>(during);
                });
        }
    };
    walk(requirement.condition, "condition", [](Requirement& one) -> Condition& { return one.condition; }, visit);
    if (requirement.applies)
        walk(*requirement.applies, "applies", [](Requirement& one) -> Condition& { return *one.applies; }, visit);
    if (requirement.contradicted_by)
        walk(*requirement.contradicted_by, "contradicted_by",
             [](Requirement& one) -> Condition& { return *one.contradicted_by; }, visit);
    return result;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "kader_break_conditions NORMS [TEXT]\n";
        return 2;
    }
    const std::string only = argc > 2 ? argv[2] : "";
    auto loaded = norm_book::NormBook::load(argv[1], check::fact_kinds());
    auto told = norm_book::load_stories(argv[1]);
    if (loaded.index() != 0 || told.index() != 0) {
        std::cerr << "the norms have faults; see kader norms lint\n";
        return 2;
    }
    const auto& book = std::get<0>(loaded);
    const auto& stories = std::get<0>(told);
    std::vector<std::vector<check::Record>> records;
    std::vector<stories::Difference> refused;
    for (const auto& story : stories) records.push_back(stories::records_of(story, refused));

    std::size_t broken_count = 0, unnoticed = 0;
    for (const auto& requirement : book.requirements()) {
        if (requirement.id.find(only) == std::string::npos) continue;
        for (const auto& broken : broken_versions(requirement)) {
            ++broken_count;
            const auto changed = book.only(broken.requirement);
            std::vector<stories::Difference> differences;
            for (std::size_t at = 0; at < stories.size() && differences.empty(); ++at) {
                bool speaks = false;
                for (const auto& expectation : stories[at].expectations)
                    speaks = speaks || expectation.requirement == requirement.id;
                if (!speaks) continue;
                const check::Check check{changed, records[at]};
                stories::compare(check, stories[at], requirement.id, differences);
            }
            std::cout << requirement.id << ": " << broken.how << ": ";
            if (differences.empty()) {
                ++unnoticed;
                std::cout << "NOBODY NOTICED\n";
            } else {
                std::cout << "noticed by " << stories::text_of(differences.front()) << "\n";
            }
        }
    }
    std::cout << broken_count << " broken conditions, " << unnoticed << " unnoticed\n";
    return unnoticed == 0 ? 0 : 1;
}
