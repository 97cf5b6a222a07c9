using System.Text.Json;

namespace Krewe.Model.Json;

/// <summary>Names unknown and duplicate fields with their paths, as strict decoding of Kubernetes does.</summary>
internal static class StrictFields
{
    /// <summary>How many are named; more make no message better.</summary>
    private const int Most = 100;

    /// <summary>Objects with more names are searched by hash.</summary>
    private const int LinearSearch = 16;

    /// <param name="json">A well-formed document.</param>
    /// <param name="unknown">Bytes at which the names of unknown fields start, ascending.</param>
    public static IReadOnlyList<string> Check(ReadOnlySpan<byte> json, List<long> unknown)
    {
        var positions = new SortedDictionary<long, string>();
        foreach (var position in unknown.Take(Most))
            positions[position] = "unknown";
        FindDuplicates(json, positions);
        return positions.Count == 0 ? [] : [.. Describe(json, positions)];
    }

    private static List<string> Describe(ReadOnlySpan<byte> json, SortedDictionary<long, string> positions)
    {
        List<string> found = [];
        var path = new JsonPath();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonFieldReader.MaxDepth });
        while (found.Count < positions.Count && reader.Read())
        {
            path.Move(ref reader);
            if (positions.TryGetValue(reader.TokenStartIndex, out var problem))
                found.Add($"{problem} field \"{path}\"");
        }
        return found;
    }

    private static void FindDuplicates(ReadOnlySpan<byte> json, SortedDictionary<long, string> positions)
    {
        // Names of the open objects, one after the other; a frame says where those of an object start.
        var names = new List<(int Start, int Length)>();
        var frames = new Stack<(int Start, HashSet<string>? Set)>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonFieldReader.MaxDepth });
        while (reader.Read() && positions.Count < Most)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    frames.Push((names.Count, null));
                    break;
                case JsonTokenType.EndObject:
                    var closed = frames.Pop();
                    names.RemoveRange(closed.Start, names.Count - closed.Start);
                    break;
                case JsonTokenType.PropertyName when Repeats(ref reader, json, names, frames):
                    positions[reader.TokenStartIndex] = "duplicate";
                    break;
            }
        }
    }

    private static bool Repeats(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, List<(int Start, int Length)> names, Stack<(int Start, HashSet<string>? Set)> frames)
    {
        var frame = frames.Peek();
        if (frame.Set is { } set)
            return !set.Add(reader.GetString()!);
        if (names.Count - frame.Start == LinearSearch || reader.ValueIsEscaped)
        {
            set = new HashSet<string>(StringComparer.Ordinal);
            for (var i = frame.Start; i < names.Count; i++)
                set.Add(System.Text.Encoding.UTF8.GetString(json.Slice(names[i].Start, names[i].Length)));
            frames.Pop();
            frames.Push((frame.Start, set));
            return !set.Add(reader.GetString()!);
        }
        var name = reader.ValueSpan;
        for (var i = frame.Start; i < names.Count; i++)
        {
            if (name.SequenceEqual(json.Slice(names[i].Start, names[i].Length)))
                return true;
        }
        names.Add(((int)reader.TokenStartIndex + 1, name.Length));
        return false;
    }
}
