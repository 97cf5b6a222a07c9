using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Scheduling;

/// <summary>Names and rules of <see cref="PriorityClass"/>.</summary>
public sealed class PriorityClassKind : KindDefinition<PriorityClass>
{
    private PriorityClassKind()
    {
    }

    /// <summary>The definition.</summary>
    public static PriorityClassKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("scheduling.k8s.io", "v1", "PriorityClass");

    /// <inheritdoc/>
    public override string Plural => "priorityclasses";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["pc"];

    /// <inheritdoc/>
    public override bool Namespaced => false;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Number<PriorityClass>("Value", "The priority.", value => value.Value),
        Column.Flag<PriorityClass>("Global-Default", "True if pods get it that name no class.", value => value.GlobalDefault == true),
        Column.Age,
        Column.Text<PriorityClass>("PreemptionPolicy", "Whether its pods displace others.", value => value.PreemptionPolicy?.Value),
    ];

    /// <inheritdoc/>
    protected override bool CountsGenerations => true;

    /// <inheritdoc/>
    protected override PriorityClass ApplyDefaults(PriorityClass value) =>
        value with { PreemptionPolicy = value.PreemptionPolicy ?? PreemptionPolicy.PreemptLowerPriority };

    /// <inheritdoc/>
    protected override void Validate(PriorityClass value, FieldErrors errors) => PriorityClassRules.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(PriorityClass value, PriorityClass old, FieldErrors errors)
    {
        Validate(value, errors);
        PriorityClassRules.ValidateUpdate(value, old, errors);
    }
}
