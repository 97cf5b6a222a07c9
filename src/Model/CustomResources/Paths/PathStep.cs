using System.Globalization;
using System.Text.Json;

namespace Krewe.Model.CustomResources.Paths;

/// <summary>One step of a path, from a value to values in it.</summary>
internal abstract record PathStep
{
    private PathStep() { }

    public abstract IEnumerable<JsonElement> From(JsonElement value);

    /// <summary>A field.</summary>
    public sealed record Name(string Field) : PathStep
    {
        public override IEnumerable<JsonElement> From(JsonElement value) =>
            value.ValueKind == JsonValueKind.Object && value.TryGetProperty(Field, out var field) ? [field] : [];
    }

    /// <summary>An item; negative numbers count from the end.</summary>
    public sealed record Index(int At) : PathStep
    {
        public override IEnumerable<JsonElement> From(JsonElement value)
        {
            if (value.ValueKind != JsonValueKind.Array)
                return [];
            var length = value.GetArrayLength();
            var at = At < 0 ? length + At : At;
            return at >= 0 && at < length ? [value[at]] : [];
        }
    }

    /// <summary>All fields or items.</summary>
    public sealed record All : PathStep
    {
        public override IEnumerable<JsonElement> From(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray(),
            JsonValueKind.Object => value.EnumerateObject().Select(field => field.Value),
            _ => [],
        };
    }

    /// <summary>The items for which a comparison holds; without an operator, those that have the field.</summary>
    public sealed record Where(IReadOnlyList<PathStep> Path, string Operator, string Literal) : PathStep
    {
        public override IEnumerable<JsonElement> From(JsonElement value) =>
            value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Where(Holds) : [];

        private bool Holds(JsonElement item)
        {
            IEnumerable<JsonElement> found = [item];
            foreach (var step in Path)
                found = found.SelectMany(step.From);
            foreach (var candidate in found)
                return Operator.Length == 0 || Compare(candidate);
            return false;
        }

        private bool Compare(JsonElement value)
        {
            var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            var order = double.TryParse(text, CultureInfo.InvariantCulture, out var left) && double.TryParse(Literal, CultureInfo.InvariantCulture, out var right)
                ? left.CompareTo(right)
                : string.CompareOrdinal(text, Literal);
            return Operator switch
            {
                "==" => order == 0,
                "!=" => order != 0,
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                _ => order >= 0,
            };
        }
    }
}
