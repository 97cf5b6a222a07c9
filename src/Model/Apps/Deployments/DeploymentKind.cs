using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Model.Selectors;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Apps;

/// <summary>Names and rules of <see cref="Deployment"/>.</summary>
public sealed class DeploymentKind : KindDefinition<Deployment>
{
    private DeploymentKind()
    {
    }

    /// <summary>The definition.</summary>
    public static DeploymentKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("apps", "v1", "Deployment");

    /// <inheritdoc/>
    public override string Plural => "deployments";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["deploy"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Categories => ["all"];

    /// <inheritdoc/>
    public override bool HasStatus => true;

    /// <inheritdoc/>
    public override ScaleMapping Scale { get; } = new(
        value => ((Deployment)value).Spec.Replicas ?? 1,
        value => ((Deployment)value).Status.Replicas ?? 0,
        value => LabelQuery.From(((Deployment)value).Spec.Selector).ToString(),
        (value, replicas) => WithReplicas((Deployment)value, replicas));

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Text<Deployment>("Ready", "Pods that are ready, of those that there shall be.", ReadyCell),
        Column.Number<Deployment>("Up-to-date", "Pods of the current template.", d => d.Status.UpdatedReplicas),
        Column.Number<Deployment>("Available", "Pods that have been ready for long enough.", d => d.Status.AvailableReplicas),
        Column.Age,
        Column.Text<Deployment>("Containers", "Names of the template's containers.", d => ContainerCells.Names(d.Spec.Template)).Wide(),
        Column.Text<Deployment>("Images", "Images of the template's containers.", d => ContainerCells.Images(d.Spec.Template)).Wide(),
        Column.Text<Deployment>("Selector", "Selects the pods.", d => LabelQuery.From(d.Spec.Selector).ToString()).Wide(),
    ];

    /// <inheritdoc/>
    protected override bool CountsGenerations => true;

    /// <inheritdoc/>
    protected override Deployment ApplyDefaults(Deployment value) => DeploymentDefaults.Apply(value);

    /// <summary>Annotations count too: the controller hands them on to replica sets.</summary>
    protected override bool DesiredStateDiffers(Deployment value, Deployment old) =>
        base.DesiredStateDiffers(value, old) || !SameEntries(value.Metadata.Annotations, old.Metadata.Annotations);

    /// <summary>Leaves the labels alone as well.</summary>
    protected override Deployment PrepareForStatusUpdate(Deployment value, Deployment old)
    {
        var prepared = base.PrepareForStatusUpdate(value, old);
        return prepared with { Metadata = prepared.Metadata with { Labels = old.Metadata.Labels } };
    }

    /// <inheritdoc/>
    protected override Deployment WithStatusOf(Deployment value, Deployment? source) => value with { Status = source?.Status ?? new DeploymentStatus() };

    /// <inheritdoc/>
    protected override void Validate(Deployment value, FieldErrors errors) => DeploymentRules.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(Deployment value, Deployment old, FieldErrors errors)
    {
        Validate(value, errors);
        if (!Equals(value.Spec.Selector, old.Spec.Selector))
            errors.Immutable(FieldPath.Spec.Child("selector"), value.Spec.Selector);
    }

    private static bool SameEntries(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(e => right.TryGetValue(e.Key, out var value) && value == e.Value);

    private static Deployment WithReplicas(Deployment value, int replicas) => value with { Spec = value.Spec with { Replicas = replicas } };

    private static string ReadyCell(Deployment value) => FormattableString.Invariant($"{value.Status.ReadyReplicas ?? 0}/{value.Spec.Replicas ?? 1}");
}
