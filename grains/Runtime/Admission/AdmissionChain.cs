using System.Runtime.CompilerServices;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Orleans;

namespace Krewe.Grains.Admission;

/// <summary>The rules of admission in their order, those of each kind found at once.</summary>
/// <remarks>The order is that of registration: each rule sees what those before it have changed; all judge what has come out in the end.</remarks>
internal sealed class AdmissionChain(IEnumerable<IAdmissionRule> rules)
{
    private readonly IAdmissionRule[] _all = [.. rules];
    private readonly ConditionalWeakTable<KindDefinition, IAdmissionRule[]> _byKind = [];

    /// <summary>Reads what all rules of the object's kind rest on.</summary>
    public ValueTask<Admissions> Observe(IGrainFactory grains, KindDefinition kind, AdmissionRequest request, CancellationToken cancellationToken)
    {
        var concerned = _byKind.TryGetValue(kind, out var known) ? known : _byKind.GetValue(kind, kind => [.. _all.Where(rule => rule.Concerns(kind))]);
        return concerned.Length == 0 ? new(Admissions.None) : new(Observe(concerned, grains, request, cancellationToken));
    }

    // One rule, that of quotas, is all that most kinds have.
    private static async Task<Admissions> Observe(IAdmissionRule[] rules, IGrainFactory grains, AdmissionRequest request, CancellationToken cancellationToken) => rules is [var only]
        ? new([await only.Observe(grains, request, cancellationToken)])
        : new(await Task.WhenAll(rules.Select(rule => rule.Observe(grains, request, cancellationToken))));
}

/// <summary>What all rules make of one write.</summary>
internal readonly struct Admissions(IReadOnlyList<IAdmission> all)
{
    /// <summary>No rule has a say.</summary>
    public static Admissions None { get; } = new([]);

    /// <summary>The quotas that the commit must keep to.</summary>
    public IReadOnlyList<ApiDocument> Quotas => all.Count switch
    {
        0 => [],
        1 => all[0].Quotas,
        _ => [.. all.SelectMany(admission => admission.Quotas)],
    };

    /// <summary>The object after all changes, or the first refusal.</summary>
    public async ValueTask<Outcome<ApiObject>> Change(ApiObject value, CancellationToken cancellationToken)
    {
        foreach (var admission in all)
        {
            if (!(await admission.Change(value, cancellationToken)).TryGet(out var changed, out var refused))
                return refused;
            value = changed;
        }
        return value;
    }

    /// <summary>The first refusal of the object as it shall be written, or null.</summary>
    public async ValueTask<ApiFailure?> Judge(ApiObject value, CancellationToken cancellationToken)
    {
        foreach (var admission in all)
        {
            if (await admission.Judge(value, cancellationToken) is { } refused)
                return refused;
        }
        return null;
    }
}
