using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Krewe.Model.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Krewe.Model.Yaml;

/// <summary>Turns YAML into the JSON that it stands for. Aliases and merge keys are expanded, within bounds; keys must be unique.</summary>
public static class YamlJson
{
    /// <summary>Values that a document may have once aliases are expanded.</summary>
    private const int MaxNodes = 1_000_000;

    private const string MergeKey = "<<";
    private const string Excessive = "yaml: document contains excessive aliasing";

    /// <summary>The first document; <c>null</c> for a text without any.</summary>
    /// <exception cref="YamlJsonException">The text is no YAML, nests or expands too far, or repeats a key.</exception>
    public static ReadOnlyMemory<byte> Convert(ReadOnlySpan<byte> yaml) => First(ConvertAll(yaml));

    /// <summary>
    /// The first document, where of keys that are repeated the last counts; <paramref name="repeated"/> takes what is to be said of them.
    /// </summary>
    /// <exception cref="YamlJsonException">The text is no YAML, or nests or expands too far.</exception>
    internal static ReadOnlyMemory<byte> Convert(ReadOnlySpan<byte> yaml, ICollection<string> repeated) => First(ConvertAll(yaml, repeated));

    /// <summary>Every document of a stream that is not empty.</summary>
    /// <exception cref="YamlJsonException">The text is no YAML, nests or expands too far, or repeats a key.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> ConvertAll(ReadOnlySpan<byte> yaml) => ConvertAll(yaml, null);

    private static ReadOnlyMemory<byte> First(IReadOnlyList<ReadOnlyMemory<byte>> documents) => documents is [var first, ..] ? first : "null"u8.ToArray();

    private static IReadOnlyList<ReadOnlyMemory<byte>> ConvertAll(ReadOnlySpan<byte> yaml, ICollection<string>? repeated)
    {
        var text = Encoding.UTF8.GetString(yaml);
        try
        {
            CheckDepth(text);
            var stream = new YamlStream();
            IParser events = new Parser(new StringReader(text));
            stream.Load(repeated is null ? events : new RepeatedKeys(events, repeated));
            return [.. stream.Documents.Where(d => d.RootNode is not YamlScalarNode { Value: null or "" }).Select(d => Write(d.RootNode))];
        }
        catch (YamlException malformed)
        {
            throw new YamlJsonException(string.Create(CultureInfo.InvariantCulture, $"yaml: line {malformed.Start.Line}: {malformed.Message}"));
        }
        catch (Exception unforeseen) when (unforeseen is InvalidOperationException or ArgumentException)
        {
            // The scanner gives up on some malformed flow collections (a: [b, then c: }) with these instead of its own exception.
            throw new YamlJsonException($"yaml: {unforeseen.Message}");
        }
    }

    /// <summary>The loader calls itself for each level, so the levels are counted before it runs.</summary>
    private static void CheckDepth(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current switch
            {
                MappingStart or SequenceStart => 1,
                MappingEnd or SequenceEnd => -1,
                _ => 0,
            };
            if (depth > JsonFieldReader.MaxDepth)
                throw new YamlJsonException("yaml: exceeded max depth");
        }
    }

    private static ReadOnlyMemory<byte> Write(YamlNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            var budget = MaxNodes;
            Write(writer, node, 0, ref budget);
        }
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, YamlNode node, int depth, ref int budget)
    {
        if (--budget < 0 || depth > JsonFieldReader.MaxDepth)
            throw new YamlJsonException(Excessive);
        switch (node)
        {
            case YamlScalarNode scalar:
                YamlScalar.Write(writer, scalar);
                break;
            case YamlSequenceNode sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Children)
                    Write(writer, item, depth + 1, ref budget);
                writer.WriteEndArray();
                break;
            case YamlMappingNode mapping:
                writer.WriteStartObject();
                var keys = new HashSet<string>(StringComparer.Ordinal);
                var repeated = Repeated(mapping);
                foreach (var (key, value) in mapping.Children)
                {
                    if (IsMerge(key) || repeated?.Contains(key) == true)
                        continue;
                    var name = Name(key);
                    if (!keys.Add(name))
                        throw new YamlJsonException(string.Create(CultureInfo.InvariantCulture, $"yaml: line {key.Start.Line}: key \"{name}\" already set in map"));
                    writer.WritePropertyName(name);
                    Write(writer, value, depth + 1, ref budget);
                }
                WriteMerged(writer, mapping, keys, depth, ref budget);
                writer.WriteEndObject();
                break;
        }
    }

    /// <summary>The keys that come again later in the mapping, or null where none does.</summary>
    private static HashSet<YamlNode>? Repeated(YamlMappingNode mapping)
    {
        if (!mapping.Children.Keys.Any(RepeatedKeys.IsMarked))
            return null;
        var all = mapping.Children.Keys.Where(key => !IsMerge(key)).ToList();
        var last = all.GroupBy(Name, StringComparer.Ordinal).Select(same => same.Last()).ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. all.Where(key => !last.Contains(key))];
    }

    private static void WriteMerged(Utf8JsonWriter writer, YamlMappingNode mapping, HashSet<string> keys, int depth, ref int budget)
    {
        foreach (var source in mapping.Children.Where(c => IsMerge(c.Key)).SelectMany(c => c.Value is YamlSequenceNode several ? several.Children : [c.Value]))
        {
            if (--budget < 0)
                throw new YamlJsonException(Excessive);
            if (source is not YamlMappingNode merged || depth > JsonFieldReader.MaxDepth)
                throw new YamlJsonException(string.Create(CultureInfo.InvariantCulture, $"yaml: line {source.Start.Line}: map merge requires map or sequence of maps as the value"));
            foreach (var (key, value) in merged.Children)
            {
                if (IsMerge(key) || !keys.Add(Name(key)))
                    continue;
                writer.WritePropertyName(Name(key));
                Write(writer, value, depth + 1, ref budget);
            }
            WriteMerged(writer, merged, keys, depth + 1, ref budget);
        }
    }

    private static bool IsMerge(YamlNode key) => key is YamlScalarNode { Value: MergeKey, Style: ScalarStyle.Plain };

    private static string Name(YamlNode key) => key is YamlScalarNode scalar
        ? RepeatedKeys.Plain(YamlScalar.Key(scalar))
        : throw new YamlJsonException(string.Create(CultureInfo.InvariantCulture, $"yaml: line {key.Start.Line}: a key must be a scalar"));
}
