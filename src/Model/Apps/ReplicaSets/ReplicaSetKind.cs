using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Selectors;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Apps;

/// <summary>Names and rules of <see cref="ReplicaSet"/>.</summary>
public sealed class ReplicaSetKind : KindDefinition<ReplicaSet>
{
    private ReplicaSetKind()
    {
    }

    /// <summary>The definition.</summary>
    public static ReplicaSetKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("apps", "v1", "ReplicaSet");

    /// <inheritdoc/>
    public override string Plural => "replicasets";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["rs"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Categories => ["all"];

    /// <inheritdoc/>
    public override bool HasStatus => true;

    /// <inheritdoc/>
    public override ScaleMapping Scale { get; } = new(
        value => ((ReplicaSet)value).Spec.Replicas ?? 1,
        value => ((ReplicaSet)value).Status.Replicas,
        value => LabelQuery.From(((ReplicaSet)value).Spec.Selector).ToString(),
        (value, replicas) => WithReplicas((ReplicaSet)value, replicas));

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Number<ReplicaSet>("Desired", "Pods that there shall be.", set => set.Spec.Replicas),
        Column.Number<ReplicaSet>("Current", "Pods that there are.", set => set.Status.Replicas),
        Column.Number<ReplicaSet>("Ready", "Pods that are ready.", set => set.Status.ReadyReplicas),
        Column.Age,
        Column.Text<ReplicaSet>("Containers", "Names of the template's containers.", set => ContainerCells.Names(set.Spec.Template)).Wide(),
        Column.Text<ReplicaSet>("Images", "Images of the template's containers.", set => ContainerCells.Images(set.Spec.Template)).Wide(),
        Column.Text<ReplicaSet>("Selector", "Selects the pods.", set => Column.OrNone(LabelQuery.From(set.Spec.Selector).ToString())).Wide(),
    ];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Func<ApiObject, string>> SelectableFields { get; } = Selectable(
        ("status.replicas", set => FormattableString.Invariant($"{set.Status.Replicas}")));

    /// <inheritdoc/>
    protected override bool CountsGenerations => true;

    /// <inheritdoc/>
    protected override ReplicaSet ApplyDefaults(ReplicaSet value) => value with
    {
        Spec = value.Spec with { Replicas = value.Spec.Replicas ?? 1, Template = PodDefaults.Apply(value.Spec.Template) },
    };

    /// <inheritdoc/>
    protected override ReplicaSet WithStatusOf(ReplicaSet value, ReplicaSet? source) => value with { Status = source?.Status ?? new ReplicaSetStatus() };

    /// <inheritdoc/>
    protected override void Validate(ReplicaSet value, FieldErrors errors)
    {
        var path = FieldPath.Spec;
        errors.NotNegative(path.Child("replicas"), value.Spec.Replicas);
        errors.NotNegative(path.Child("minReadySeconds"), value.Spec.MinReadySeconds);
        PodTemplateRules.ValidateSelector(value.Spec.Selector, value.Spec.Template, path, errors);
        PodTemplateRules.Validate(value.Spec.Template, "ReplicaSet", path.Child("template"), errors);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(ReplicaSet value, ReplicaSet old, FieldErrors errors)
    {
        Validate(value, errors);
        if (!Equals(value.Spec.Selector, old.Spec.Selector))
            errors.Immutable(FieldPath.Spec.Child("selector"), value.Spec.Selector);
    }

    private static ReplicaSet WithReplicas(ReplicaSet value, int replicas) => value with { Spec = value.Spec with { Replicas = replicas } };
}
