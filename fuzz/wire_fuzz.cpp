// A JSON body: what is accepted must be writable and readable again as the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "wire/fields.h"

namespace {

struct Leaf {
    std::string text;
    std::optional<std::int64_t> number;
    static constexpr std::string_view schema = "Leaf";
    template <class Fields>
    static void describe(Fields& field) {
        field(&Leaf::text, {.name = "t", .length_max = 20});
        field(&Leaf::number, {.name = "n", .least = -5});
    }
};
struct Tree {
    std::vector<Leaf> leaves;
    std::optional<kader::CalendarDay> day;
    bool yes = false;
    static constexpr std::string_view schema = "Tree";
    template <class Fields>
    static void describe(Fields& field) {
        field(&Tree::leaves, {.name = "l", .length_max = 5});
        field(&Tree::day, {.name = "d"});
        field(&Tree::yes, {.name = "y"});
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kader::wire;
    Complaints complaints;
    const auto tree = read<Tree>({reinterpret_cast<const char*>(data), size}, complaints);
    if (tree.has_value() == !complaints.empty()) std::abort();
    if (!tree) return 0;
    const auto text = text_of(write(*tree));
    Complaints none;
    const auto again = read<Tree>(text, none);
    if (!again || text_of(write(*again)) != text) std::abort();
    return 0;
}
