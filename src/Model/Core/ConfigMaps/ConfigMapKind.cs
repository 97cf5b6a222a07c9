using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="ConfigMap"/>.</summary>
public sealed class ConfigMapKind : KindDefinition<ConfigMap>
{
    private ConfigMapKind()
    {
    }

    /// <summary>The definition.</summary>
    public static ConfigMapKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "ConfigMap");

    /// <inheritdoc/>
    public override string Plural => "configmaps";

    /// <inheritdoc/>
    public override bool CarriesData => true;

    /// <inheritdoc/>
    public override ApiObject Outline(ObjectMeta metadata) => new ConfigMap { Metadata = metadata };

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["cm"];

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Number<ConfigMap>("Data", "Number of entries.", map => map.Data.Count + map.BinaryData.Count),
        Column.Age,
    ];

    /// <inheritdoc/>
    protected override void Validate(ConfigMap value, FieldErrors errors) => ConfigMapRules.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(ConfigMap value, ConfigMap old, FieldErrors errors)
    {
        Validate(value, errors);
        ConfigMapRules.ValidateUpdate(value, old, errors);
    }
}
