using Krewe.Model.Kinds;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="LimitRange"/>.</summary>
public sealed class LimitRangeKind : KindDefinition<LimitRange>
{
    private LimitRangeKind()
    {
    }

    /// <summary>The definition.</summary>
    public static LimitRangeKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "LimitRange");

    /// <inheritdoc/>
    public override string Plural => "limitranges";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["limits"];

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } = [Column.CreatedAt];

    /// <inheritdoc/>
    protected override LimitRange ApplyDefaults(LimitRange value) => LimitRangeDefaults.Apply(value);

    /// <inheritdoc/>
    protected override void Validate(LimitRange value, FieldErrors errors) => LimitRangeRules.Validate(value.Spec, errors);
}
