using Krewe.Model.Apiextensions;
using Krewe.Model.Meta;
using Krewe.Planning.Plans;
using ConditionType = Krewe.Model.Apiextensions.CustomResourceDefinitionConditionType;

namespace Krewe.Planning.CustomResources;

/// <summary>
/// Decides whether a definition's kind is served, and under which names, and empties it before its definition goes.
/// </summary>
public static class DefinitionPlanner
{
    /// <summary>Plans the next step.</summary>
    /// <param name="value">The definition.</param>
    /// <param name="taken">Names of the other kinds of its group.</param>
    /// <param name="content">The objects of its kind; needed only for a definition that is being deleted.</param>
    /// <param name="now">The time.</param>
    public static DefinitionPlan Plan(CustomResourceDefinition value, TakenNames taken, IReadOnlyList<ApiObject> content, DateTimeOffset now) =>
        value.Metadata.DeletionTimestamp is null ? Serve(value, taken, now) : End(value, content, now);

    private static DefinitionPlan Serve(CustomResourceDefinition value, TakenNames taken, DateTimeOffset now)
    {
        var (names, conflict) = NameChoice.Of(value.Spec.Names, value.Status.AcceptedNames, taken);
        var conditions = new Conditions(value.Status.Conditions, now);
        if (conflict is null)
            conditions.Set(ConditionType.NamesAccepted, true, "NoConflicts", "no conflicts found");
        else
            conditions.Set(ConditionType.NamesAccepted, false, conflict.Reason, conflict.Message);

        // Once served, a kind stays served: its objects are there, whoever wants its other names later.
        if (conflict is null || value.Status.Is(ConditionType.Established))
            conditions.Set(ConditionType.Established, true, "InitialNamesAccepted", "the initial names have been accepted");
        else
            conditions.Set(ConditionType.Established, false, "NotAccepted", "not all names are accepted");
        return new DefinitionPlan { Self = Changed(value, value with { Status = value.Status with { AcceptedNames = names, Conditions = conditions.Items } }) };
    }

    private static DefinitionPlan End(CustomResourceDefinition value, IReadOnlyList<ApiObject> content, DateTimeOffset now)
    {
        var conditions = new Conditions(value.Status.Conditions, now);
        if (content.Count > 0)
            conditions.Set(ConditionType.Terminating, true, "InstanceDeletionInProgress", "CustomResource deletion is in progress");
        else
            conditions.Set(ConditionType.Terminating, false, "InstanceDeletionCompleted", "removed all instances");
        var finalizers = value.Metadata.Finalizers;
        if (content.Count == 0 && finalizers.Contains(CustomResourceDefinitionKind.CleanupFinalizer))
            finalizers = [.. finalizers.Where(name => name != CustomResourceDefinitionKind.CleanupFinalizer)];
        return new DefinitionPlan
        {
            Delete = [.. content.Where(item => item.Metadata.DeletionTimestamp is null).Select(item => new PlannedDeletion<ApiObject>(item) { Propagation = PropagationPolicy.Background })],
            Self = Changed(value, value with
            {
                Metadata = value.Metadata with { Finalizers = finalizers },
                Status = value.Status with { Conditions = conditions.Items },
            }),
            MayGo = finalizers.Count == 0,
        };
    }

    private static CustomResourceDefinition? Changed(CustomResourceDefinition before, CustomResourceDefinition after) => before == after ? null : after;

    /// <summary>Conditions while they are changed; the time of a transition is kept where the status stays.</summary>
    private sealed class Conditions(IReadOnlyList<CustomResourceDefinitionCondition> before, DateTimeOffset now)
    {
        private readonly List<CustomResourceDefinitionCondition> _items = [.. before];

        public IReadOnlyList<CustomResourceDefinitionCondition> Items => _items;

        public void Set(ConditionType type, bool isTrue, string reason, string message)
        {
            var status = isTrue ? Model.Core.ConditionStatus.True : Model.Core.ConditionStatus.False;
            var at = _items.FindIndex(condition => condition.Type == type);
            var condition = new CustomResourceDefinitionCondition
            {
                Type = type,
                Status = status,
                Reason = reason,
                Message = message,
                LastTransitionTime = at >= 0 && _items[at].Status == status ? _items[at].LastTransitionTime : now,
            };
            if (at < 0)
                _items.Add(condition);
            else
                _items[at] = condition;
        }
    }
}
