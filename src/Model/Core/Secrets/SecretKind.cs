using System.Text;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="Secret"/>.</summary>
public sealed class SecretKind : KindDefinition<Secret>
{
    private SecretKind()
    {
    }

    /// <summary>The definition.</summary>
    public static SecretKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "Secret");

    /// <inheritdoc/>
    public override string Plural => "secrets";

    /// <inheritdoc/>
    public override bool CarriesData => true;

    /// <inheritdoc/>
    public override ApiObject Outline(ObjectMeta metadata) => new Secret { Metadata = metadata };

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Text<Secret>("Type", "What the secret is for.", secret => secret.Type?.Value),
        Column.Number<Secret>("Data", "Number of entries.", secret => secret.Data.Count),
        Column.Age,
    ];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Func<ApiObject, string>> SelectableFields { get; } = Selectable(
        ("type", secret => secret.Type?.Value));

    /// <summary>Names the type, and merges <c>stringData</c> into <c>data</c>.</summary>
    protected override Secret ApplyDefaults(Secret value)
    {
        var typed = value.Type is { Value.Length: > 0 } ? value : value with { Type = SecretType.Opaque };
        if (typed.StringData.Count == 0)
            return typed;
        var data = new Dictionary<string, ReadOnlyMemory<byte>>(typed.Data, StringComparer.Ordinal);
        foreach (var (key, text) in typed.StringData)
            data[key] = Encoding.UTF8.GetBytes(text);
        return typed with { Data = data, StringData = Schema.StringMap.Empty };
    }

    /// <inheritdoc/>
    protected override void Validate(Secret value, FieldErrors errors) => SecretRules.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(Secret value, Secret old, FieldErrors errors)
    {
        Validate(value, errors);
        SecretRules.ValidateUpdate(value, old, errors);
    }
}
