// SPDX-License-Identifier: Apache-2.0
#include "core/data/saved_tensors.h"

#include <array>
#include <bit>
#include <cstring>
#include <deque>
#include <optional>
#include <unordered_map>
#include <utility>

namespace athena {
namespace {

constexpr std::size_t kMostValues = 1 << 20;

/// What stands on the pickle machine's stack. Values live in one arena and point into it, so that a pickle
/// that holds itself, or is nested a million deep, does no harm.
struct Value {
  enum class Kind { None, Bool, Int, Real, Text, Global, Sequence, Dict, Storage, Tensor, Mark, Unknown };
  Kind kind = Kind::None;
  std::int64_t number = 0;
  std::string text;                 // also a Global's "module name"
  std::vector<const Value*> items;  // of a sequence; of a dict key, value, key, ...
  at::ScalarType dtype = at::kFloat;
  SavedTensor tensor;
};
using Kind = Value::Kind;

std::optional<at::ScalarType> storage_type(std::string_view global) {
  constexpr std::array<std::pair<std::string_view, at::ScalarType>, 9> kTypes{
      {{"torch FloatStorage", at::kFloat},
       {"torch DoubleStorage", at::kDouble},
       {"torch HalfStorage", at::kHalf},
       {"torch BFloat16Storage", at::kBFloat16},
       {"torch LongStorage", at::kLong},
       {"torch IntStorage", at::kInt},
       {"torch ShortStorage", at::kShort},
       {"torch CharStorage", at::kChar},
       {"torch ByteStorage", at::kByte}}};
  if (global == "torch BoolStorage") return at::kBool;
  for (const auto& [name, type] : kTypes)
    if (global == name) return type;
  return std::nullopt;
}

std::optional<std::vector<std::int64_t>> whole_numbers(const Value& value) {
  if (value.kind != Kind::Sequence) return std::nullopt;
  std::vector<std::int64_t> numbers;
  for (const Value* item : value.items) {
    if (item->kind != Kind::Int) return std::nullopt;
    numbers.push_back(item->number);
  }
  return numbers;
}

class Machine {
 public:
  Machine(std::string_view pickle, const std::string& where) : rest_(pickle), where_(where) {}

  Result<const Value*> run() {
    for (;;) {
      ATHENA_ASSIGN(const std::uint64_t opcode, little_endian(1));
      if (opcode == '.') return pop();
      ATHENA_TRY(step(static_cast<unsigned char>(opcode)));
      if (arena_.size() > kMostValues) return unsupported("more values than tensors need");
    }
  }

 private:
  tl::unexpected<Error> damaged() const {
    return fail(ErrorCode::Corruption,
                "'" + where_ + "' is damaged: its pickle makes no sense. Save it again.");
  }
  tl::unexpected<Error> unsupported(const std::string& what) const {
    return fail(ErrorCode::NotSupported, "'" + where_ + "' holds " + what +
                                             ". torch.save a tensor, or a dict, list or tuple of tensors.");
  }

  Result<std::string_view> take(std::uint64_t count) {
    if (count > rest_.size()) return damaged();
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  Result<std::uint64_t> little_endian(std::size_t bytes) {
    ATHENA_ASSIGN(const std::string_view taken, take(bytes));
    std::uint64_t value = 0;
    for (std::size_t i = bytes; i-- > 0;) value = value << 8 | static_cast<unsigned char>(taken[i]);
    return value;
  }
  Result<std::string> line() {
    const auto end = rest_.find('\n');
    if (end == std::string_view::npos) return damaged();
    std::string text(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
    return text;
  }

  Value& make(Kind kind) {
    Value& value = arena_.emplace_back();
    value.kind = kind;
    return value;
  }
  void push(Value& value) { stack_.push_back(&value); }
  Status push_int(std::int64_t number, Kind kind = Kind::Int) {
    Value& value = make(kind);
    value.number = number;
    push(value);
    return {};
  }
  Status push_text(std::string text, Kind kind = Kind::Text) {
    Value& value = make(kind);
    value.text = std::move(text);
    push(value);
    return {};
  }
  Result<Value*> pop() {
    if (stack_.empty() || stack_.back()->kind == Kind::Mark) return damaged();
    Value* value = stack_.back();
    stack_.pop_back();
    return value;
  }
  /// Everything above the last mark, which goes too.
  Result<std::vector<const Value*>> pop_marked() {
    std::size_t mark = stack_.size();
    while (mark > 0 && stack_[mark - 1]->kind != Kind::Mark) --mark;
    if (mark == 0) return damaged();
    std::vector<const Value*> items(stack_.begin() + static_cast<std::ptrdiff_t>(mark), stack_.end());
    stack_.resize(mark - 1);
    return items;
  }
  Status push_sequence(std::vector<const Value*> items) {
    Value& value = make(Kind::Sequence);
    value.items = std::move(items);
    push(value);
    return {};
  }
  Status push_tuple(std::size_t count) {
    std::vector<const Value*> items(count);
    for (std::size_t i = count; i-- > 0;) {
      ATHENA_ASSIGN(items[i], pop());
    }
    return push_sequence(std::move(items));
  }
  /// Appends to the container below what was popped.
  Status extend(Kind kind, const std::vector<const Value*>& items) {
    if (stack_.empty()) return damaged();
    Value& container = *stack_.back();
    if (container.kind == Kind::Unknown) return {};
    if (container.kind != kind || (kind == Kind::Dict && items.size() % 2 != 0)) return damaged();
    if (container.items.size() + items.size() > kMostValues)
      return unsupported("more values than tensors need");
    container.items.insert(container.items.end(), items.begin(), items.end());
    return {};
  }

  Status step(unsigned char opcode) {
    switch (opcode) {
      case 0x80:  // PROTO
        return take(1) ? Status() : damaged();
      case '(':
        push(make(Kind::Mark));
        return {};
      case 'N':
        push(make(Kind::None));
        return {};
      case 0x88:
      case 0x89:
        return push_int(opcode == 0x88, Kind::Bool);
      case '}':
        push(make(Kind::Dict));
        return {};
      case ']':
      case ')':
        return push_sequence({});
      case 't': {
        ATHENA_ASSIGN(auto items, pop_marked());
        return push_sequence(std::move(items));
      }
      case 0x85:
      case 0x86:
      case 0x87:
        return push_tuple(opcode - 0x84u);
      case 'a': {
        ATHENA_ASSIGN(const Value* item, pop());
        return extend(Kind::Sequence, {item});
      }
      case 'e': {
        ATHENA_ASSIGN(const auto items, pop_marked());
        return extend(Kind::Sequence, items);
      }
      case 's': {
        ATHENA_ASSIGN(const Value* value, pop());
        ATHENA_ASSIGN(const Value* key, pop());
        return extend(Kind::Dict, {key, value});
      }
      case 'u': {
        ATHENA_ASSIGN(const auto items, pop_marked());
        return extend(Kind::Dict, items);
      }
      case 'b': {  // BUILD: the state of an OrderedDict, which says nothing
        return pop() ? Status() : damaged();
      }
      default:
        return scalar_step(opcode);
    }
  }

  Status scalar_step(unsigned char opcode) {
    switch (opcode) {
      case 'K':
      case 'M':
      case 'J': {
        ATHENA_ASSIGN(const std::uint64_t value, little_endian(opcode == 'K' ? 1 : opcode == 'M' ? 2 : 4));
        return push_int(opcode == 'J' ? static_cast<std::int32_t>(value) : static_cast<std::int64_t>(value));
      }
      case 0x8a: {  // LONG1
        ATHENA_ASSIGN(const std::uint64_t bytes, little_endian(1));
        if (bytes > 8) return damaged();
        ATHENA_ASSIGN(const std::uint64_t value, little_endian(bytes));
        const unsigned spare =
            static_cast<unsigned>(64 - 8 * bytes);  // shifting it out and back extends the sign
        return push_int(bytes == 0 ? 0 : static_cast<std::int64_t>(value << spare) >> spare);
      }
      case 'G':
        return take(8) ? push_int(0, Kind::Real) : damaged();
      case 'X':
      case 0x8c: {
        ATHENA_ASSIGN(const std::uint64_t length, little_endian(opcode == 'X' ? 4 : 1));
        ATHENA_ASSIGN(const std::string_view text, take(length));
        return push_text(std::string(text));
      }
      case 'q':
      case 'r': {
        ATHENA_ASSIGN(const std::uint64_t key, little_endian(opcode == 'q' ? 1 : 4));
        if (stack_.empty()) return damaged();
        memo_[key] = stack_.back();
        return {};
      }
      case 'h':
      case 'j': {
        ATHENA_ASSIGN(const std::uint64_t key, little_endian(opcode == 'h' ? 1 : 4));
        const auto found = memo_.find(key);
        if (found == memo_.end()) return damaged();
        stack_.push_back(found->second);
        return stack_.size() > kMostValues ? Status(unsupported("more values than tensors need")) : Status();
      }
      case 'c': {
        ATHENA_ASSIGN(const std::string module, line());
        ATHENA_ASSIGN(const std::string name, line());
        return push_text(module + " " + name, Kind::Global);
      }
      case 'Q':
        return load_storage();
      case 'R':
        return reduce();
      default:
        return unsupported("more than tensors (an opcode of the number " + std::to_string(opcode) + ")");
    }
  }

  /// ('storage', <class>, '<key>', '<device>', <elements>)
  Status load_storage() {
    ATHENA_ASSIGN(const Value* id, pop());
    if (id->kind != Kind::Sequence || id->items.size() != 5) return damaged();
    const Value &type = *id->items[1], &key = *id->items[2], &count = *id->items[4];
    if (type.kind != Kind::Global || key.kind != Kind::Text || count.kind != Kind::Int || count.number < 0)
      return damaged();
    const auto dtype = storage_type(type.text);
    if (!dtype) return unsupported("a storage of the type " + type.text);
    Value& storage = make(Kind::Storage);
    storage.dtype = *dtype;
    storage.text = key.text;
    storage.number = count.number;
    push(storage);
    return {};
  }

  Status reduce() {
    ATHENA_ASSIGN(const Value* arguments, pop());
    ATHENA_ASSIGN(const Value* callee, pop());
    if (callee->kind != Kind::Global || arguments->kind != Kind::Sequence) return damaged();
    const auto& given = arguments->items;
    if (callee->text == "collections OrderedDict" && given.empty()) {
      push(make(Kind::Dict));
      return {};
    }
    const bool wraps = callee->text == "torch._utils _rebuild_parameter" ||
                       callee->text == "torch.jit._pickle restore_type_tag" ||  // LibTorch's own pickler
                       callee->text == "torch.jit._pickle build_tensorlist";
    if (wraps && !given.empty()) {
      stack_.push_back(const_cast<Value*>(given[0]));  // the value within
      return {};
    }
    if (callee->text == "torch._utils _rebuild_tensor_v2") return rebuild_tensor(given);
    // Something else within a dict is that entry's problem, not the file's.
    return push_text(callee->text, Kind::Unknown);
  }

  /// (storage, offset, size, stride, requires_grad, hooks)
  Status rebuild_tensor(const std::vector<const Value*>& given) {
    if (given.size() < 4 || given[0]->kind != Kind::Storage || given[1]->kind != Kind::Int) return damaged();
    auto shape = whole_numbers(*given[2]), strides = whole_numbers(*given[3]);
    if (!shape || !strides || shape->size() != strides->size()) return damaged();
    Value& value = make(Kind::Tensor);
    value.tensor = {{},
                    given[0]->text,
                    given[0]->dtype,
                    given[0]->number,
                    given[1]->number,
                    std::move(*shape),
                    std::move(*strides),
                    {}};
    push(value);
    return {};
  }

  std::string_view rest_;
  const std::string& where_;
  std::deque<Value> arena_;
  std::vector<Value*> stack_;
  std::unordered_map<std::uint64_t, Value*> memo_;
};

SavedTensor entry(std::string name, const Value& value) {
  SavedTensor tensor = value.tensor;
  tensor.name = std::move(name);
  if (value.kind != Kind::Tensor)
    tensor.problem =
        value.kind == Kind::Unknown ? "is a " + value.text + ", not a tensor." : "is not a tensor.";
  return tensor;
}

}  // namespace

Result<std::vector<SavedTensor>> read_saved_tensors(std::string_view pickle, const std::string& where) {
  Machine machine(pickle, where);
  ATHENA_ASSIGN(const Value* held, machine.run());
  std::vector<SavedTensor> tensors;
  if (held->kind == Kind::Tensor) tensors.push_back(entry("x", *held));
  if (held->kind == Kind::Sequence)
    for (const Value* item : held->items) tensors.push_back(entry(std::to_string(tensors.size()), *item));
  if (held->kind == Kind::Dict)
    for (std::size_t i = 0; i + 1 < held->items.size(); i += 2)
      if (held->items[i]->kind == Kind::Text)
        tensors.push_back(entry(held->items[i]->text, *held->items[i + 1]));
  if (!tensors.empty()) return tensors;
  return fail(ErrorCode::NotSupported, "'" + where + "' holds no tensors" +
                                           (held->kind == Kind::Unknown ? " but a " + held->text : "") +
                                           ". torch.save a tensor, or a dict, list or tuple of tensors.");
}

}  // namespace athena
