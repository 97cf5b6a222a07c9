using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Krewe.Model.Json;

/// <summary>
/// Where a reader stands in a document. Kept only when a message needs it: the document is read once more up to the place.
/// </summary>
internal sealed class JsonPath
{
    private readonly List<(string? Name, int Index)> _steps = [];

    /// <summary>Names of the fields on the way, without the positions in lists.</summary>
    public IEnumerable<string> Names => _steps.Select(s => s.Name).OfType<string>();

    /// <summary>Steps: the name of a field or an entry, or null for an item of a list.</summary>
    public IReadOnlyList<(string? Name, int Index)> Steps => _steps;

    /// <summary>The path of the value (or of the name) that starts at a byte.</summary>
    public static JsonPath At(ReadOnlySpan<byte> json, long position)
    {
        var path = new JsonPath();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonFieldReader.MaxDepth });
        while (reader.Read())
        {
            path.Move(ref reader);
            if (reader.TokenStartIndex >= position)
                break;
        }
        return path;
    }

    /// <summary>Follows the reader by one token.</summary>
    public void Move(ref Utf8JsonReader reader)
    {
        // One step for each open object or list: the field or item in it that the reader is at.
        var depth = reader.CurrentDepth;
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                Set(depth - 1, (reader.GetString(), 0));
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                Truncate(depth);
                break;
            default:
                // A value directly in a list counts on; one after a name belongs to it.
                if (depth > 0 && _steps.Count >= depth && _steps[depth - 1].Name is null)
                    Set(depth - 1, (null, _steps[depth - 1].Index + 1));
                else
                    Truncate(depth);
                if (reader.TokenType == JsonTokenType.StartArray)
                    Set(depth, (null, -1));
                break;
        }
    }

    /// <summary><c>spec.containers[0].name</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, index) in _steps)
        {
            if (name is null)
                text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else
                text.Append(text.Length == 0 ? "" : ".").Append(name);
        }
        return text.ToString();
    }

    private void Set(int depth, (string?, int) step)
    {
        Truncate(depth);
        _steps.Add(step);
    }

    private void Truncate(int depth)
    {
        if (_steps.Count > depth)
            _steps.RemoveRange(depth, _steps.Count - depth);
    }
}
