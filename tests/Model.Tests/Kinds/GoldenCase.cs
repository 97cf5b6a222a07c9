using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using YamlDotNet.Serialization;

namespace Krewe.Model.Tests.Kinds;

/// <summary>
/// One folder below <c>Golden/KIND</c>: <c>input.yaml</c> (and <c>old.yaml</c> for an update), and one or more of
/// <c>expected-defaulted.json</c>, <c>expected-errors.txt</c> and <c>expected-table.txt</c>. With the environment variable
/// KREWE_GOLDEN set to the source folder, results are written there instead of compared, for review by hand.
/// </summary>
internal sealed class GoldenCase(string path)
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Golden");
    private static readonly string? Record = Environment.GetEnvironmentVariable("KREWE_GOLDEN");
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Cases that expect the given file, as <c>KIND/CASE</c>.</summary>
    public static TheoryData<string> With(string expected)
    {
        var data = new TheoryData<string>();
        foreach (var file in Directory.EnumerateFiles(Root, expected, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            data.Add(Path.GetRelativePath(Root, Path.GetDirectoryName(file)!));
        return data;
    }

    public ApiObject Input => Object("input.yaml")!;

    public ApiObject? Old => Object("old.yaml");

    /// <summary>Compares with what is expected; an empty expectation stands for an empty text.</summary>
    public void ShouldGive(string expected, string actual)
    {
        if (Record is not null)
            File.WriteAllText(Path.Combine(Record, path, expected), actual);
        else
            actual.ShouldBe(File.ReadAllText(Path.Combine(Root, path, expected)));
    }

    public static string Pretty(ApiObject value) => JsonNode.Parse(ApiJson.Write(value).Span)!.ToJsonString(Indented) + "\n";

    /// <summary>The table of one object: heading and row, narrow and then wide.</summary>
    public static string Table(ApiObject value, DateTimeOffset now)
    {
        var text = new StringBuilder();
        var columns = value.Definition.Columns.ToList();
        if (value.Definition.HasNameColumn)
            columns.Insert(0, new TableColumn("Name", "string", 0, "", (o, _) => JsonValue.Create(o.Metadata.Name)));
        foreach (var width in new[] { 0, 1 })
        {
            var shown = columns.Where(c => c.Priority <= width).Select(c => (Head: c.Name.ToUpperInvariant(), Cell: c.Cell(value, now)?.ToString() ?? "")).ToArray();
            if (width == 1 && shown.Length == columns.Count(c => c.Priority == 0))
                break;
            text.AppendLine(string.Join("   ", shown.Select(c => c.Head.PadRight(c.Cell.Length))).TrimEnd());
            text.AppendLine(string.Join("   ", shown.Select(c => c.Cell.PadRight(c.Head.Length))).TrimEnd());
        }
        return text.ToString();
    }

    /// <summary>An object of a built-in kind from a YAML file; null where there is none.</summary>
    public ApiObject? Object(string name)
    {
        if (!File.Exists(Path.Combine(Root, path, name)))
            return null;
        var json = Json(name);
        var gvk = ApiJson.KindOf(json);
        var definition = KindRegistry.Find(gvk) ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{path}/{name}: no kind {gvk}"));
        return ApiJson.Read(definition, json);
    }

    /// <summary>A YAML file as JSON.</summary>
    public byte[] Json(string name)
    {
        var yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(File.ReadAllText(Path.Combine(Root, path, name)));
        return Encoding.UTF8.GetBytes(new SerializerBuilder().JsonCompatible().Build().Serialize(yaml));
    }
}
