using System.Text.Json;

namespace Krewe.Model.Apply;

/// <summary>The fields of an object by name; none of anything else. Small objects are searched, large ones have an index.</summary>
internal readonly struct JsonFields
{
    private const int Searched = 16;

    private readonly JsonElement _value;
    private readonly Dictionary<string, JsonElement>? _index;

    public JsonFields(JsonElement? value)
    {
        if (!value.IsObject())
            return;
        _value = value!.Value;
        if (_value.GetPropertyCount() <= Searched)
            return;
        _index = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var field in _value.EnumerateObject())
            _index[field.Name] = field.Value;
    }

    /// <summary>The value of a field, or null.</summary>
    public JsonElement? this[string name] => _index is not null
        ? _index.TryGetValue(name, out var indexed) ? indexed : null
        : _value.ValueKind == JsonValueKind.Object && _value.TryGetProperty(name, out var found) ? found : null;

    /// <summary>Every field, in the order of the object.</summary>
    public Enumerator GetEnumerator() => new(_value);

    /// <summary>Walks the fields.</summary>
    public struct Enumerator(JsonElement value)
    {
        private readonly bool _isObject = value.ValueKind == JsonValueKind.Object;
        private JsonElement.ObjectEnumerator _fields = value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default;

        public readonly (string Name, JsonElement Value) Current => (_fields.Current.Name, _fields.Current.Value);

        public bool MoveNext() => _isObject && _fields.MoveNext();
    }
}
