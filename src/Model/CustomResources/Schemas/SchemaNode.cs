using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Krewe.Model.Apiextensions;
using Krewe.Model.CustomResources.Rules;

namespace Krewe.Model.CustomResources.Schemas;

/// <summary>A schema of a custom kind in the form in which values are held against it. Made once for each version of the kind.</summary>
internal sealed class SchemaNode
{
    private readonly Lazy<Regex?> _pattern;
    private readonly Lazy<IReadOnlyList<SchemaRule>> _rules;

    private SchemaNode(JSONSchemaProps source, bool isObject = false)
    {
        Source = source;
        Types = source switch
        {
            { XIntOrString: true } => ["integer", "string"],
            { Type: { Length: > 0 } type } => [type],
            _ => [],
        };
        Properties = source.Properties.ToFrozenDictionary(entry => entry.Key, entry => new SchemaNode(entry.Value), StringComparer.Ordinal);
        Defaults = [.. Properties.Where(entry => entry.Value.Default is not null).OrderBy(entry => entry.Key, StringComparer.Ordinal)];
        Items = Of(source.Items);
        HasAdditional = source.AdditionalProperties is { Allows: true };
        Additional = Of(source.AdditionalProperties?.Schema);
        AllOf = [.. source.AllOf.Select(Compile)];
        AnyOf = [.. source.AnyOf.Select(Compile)];
        OneOf = [.. source.OneOf.Select(Compile)];
        Not = Of(source.Not);
        _pattern = new Lazy<Regex?>(() => PatternOf(source.Pattern, out _));
        HasRules = source.XValidations.Count > 0 || Items is { HasRules: true } || Additional is { HasRules: true } || Properties.Values.Any(static field => field.HasRules);
        _rules = new Lazy<IReadOnlyList<SchemaRule>>(() =>
            source.XValidations.Count > 0 && SchemaTypes.Of(this, isObject) is { } type ? [.. source.XValidations.Select(rule => new SchemaRule(rule, type))] : []);
    }

    /// <summary>The schema as it was written.</summary>
    public JSONSchemaProps Source { get; }

    /// <summary>Types that a value may have; empty for any.</summary>
    public IReadOnlyList<string> Types { get; }

    public FrozenDictionary<string, SchemaNode> Properties { get; }

    /// <summary>The fields that have defaults, in the order of their names.</summary>
    public IReadOnlyList<KeyValuePair<string, SchemaNode>> Defaults { get; }

    public SchemaNode? Items { get; }

    /// <summary>True if an object may have fields that <see cref="Properties"/> does not name; they look like <see cref="Additional"/>.</summary>
    public bool HasAdditional { get; }

    public SchemaNode? Additional { get; }

    public IReadOnlyList<SchemaNode> AllOf { get; }

    public IReadOnlyList<SchemaNode> AnyOf { get; }

    public IReadOnlyList<SchemaNode> OneOf { get; }

    public SchemaNode? Not { get; }

    public bool IsNullable => Source.Nullable == true;

    public bool PreservesUnknown => Source.XPreserveUnknownFields == true;

    public bool IsEmbedded => Source.XEmbeddedResource == true;

    public JsonElement? Default => Source.Default;

    /// <summary>What texts must match, or null.</summary>
    public Regex? Pattern => _pattern.Value;

    /// <summary>True if values, or something in them, have <see cref="Rules"/>.</summary>
    public bool HasRules { get; }

    /// <summary>The rules that values must keep (<c>x-kubernetes-validations</c>), compiled when they are first asked for.</summary>
    public IReadOnlyList<SchemaRule> Rules => _rules.Value;

    /// <summary>The schema of a field, or of the fields that have no name of their own; null where there is none.</summary>
    public SchemaNode? Field(string name) => Properties.GetValueOrDefault(name) ?? Additional;

    /// <summary>Whether a path such as <c>.a.b</c> leads to a field that the schema names.</summary>
    public bool HasField(string path)
    {
        var node = this;
        foreach (var name in path.Split('.').Skip(1))
            node = node?.Field(name);
        return path.StartsWith('.') && node is not null;
    }

    public static SchemaNode Compile(JSONSchemaProps source) => new(source);

    /// <summary>Compiles the schema of whole objects, whose rules see their names and kind.</summary>
    public static SchemaNode OfObject(JSONSchemaProps source) => new(source, isObject: true);

    /// <summary>Compiles a pattern; a problem is told in the text.</summary>
    /// <remarks>The engine that does not backtrack takes time in proportion to the text, whatever the pattern: users write these.</remarks>
    public static Regex? PatternOf(string? pattern, out string? problem)
    {
        problem = null;
        if (string.IsNullOrEmpty(pattern))
            return null;
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            problem = e.Message;
            return null;
        }
    }

    /// <summary>A number as messages print it.</summary>
    public static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static SchemaNode? Of(JSONSchemaProps? source) => source is null ? null : new SchemaNode(source);
}
