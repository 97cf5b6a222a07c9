using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Planning.Quotas;

namespace Krewe.Grains.Collections;

/// <summary>What a collection's objects use of the quotas of their namespaces.</summary>
/// <remarks>
/// Quotas hold because each resource that they limit is used by the objects of one kind, whose commits are put in order by one
/// sequencer: it asks here before it gives a commit its place, and tells of it right after. So nothing comes between the decision and the
/// commit, no reservation can leak, and what goes is free again at once. Sums are made when the first commit asks for them.
/// </remarks>
internal sealed class QuotaLedger(KindDefinition kind, TimeProvider clock)
{
    private readonly Dictionary<string, List<QuotaAccount>> _accounts = new(StringComparer.Ordinal);

    /// <summary>Why a quota leaves no room for a commit, or null.</summary>
    /// <param name="request">The commit, with the quotas of its namespace; null where it is not held to any.</param>
    /// <param name="before">The object before it.</param>
    /// <param name="objects">All objects of the namespace, commits under way included.</param>
    public ApiFailure? Refuse(CommitRequest request, ApiObject? before, Func<IEnumerable<ApiObject>> objects)
    {
        if (request.Quotas is not { } quotas)
            return null;
        var @namespace = request.Value.Key.Namespace;
        if (quotas.Count == 0)
        {
            _accounts.Remove(@namespace);
            return null;
        }
        foreach (var account in Open(@namespace, quotas, objects))
        {
            if (account.Refuse(before, request.Value.Object, objects, clock.GetUtcNow()) is { } refused)
                return refused;
        }
        return null;
    }

    /// <summary>Takes note of a commit that has its place.</summary>
    public void Note(string @namespace, ApiObject? before, ApiObject? after)
    {
        if (_accounts.Count == 0 || !_accounts.TryGetValue(@namespace, out var accounts))
            return;
        foreach (var account in accounts)
            account.Replace(before, after);
    }

    private List<QuotaAccount> Open(string @namespace, IReadOnlyList<ApiDocument> quotas, Func<IEnumerable<ApiObject>> objects)
    {
        var known = _accounts.GetValueOrDefault(@namespace) ?? [];
        var wanted = quotas.Select(document => document.As<ResourceQuota>()).ToList();
        if (known.Count == wanted.Count && known.Zip(wanted).All(pair => IsOf(pair.First, pair.Second)))
            return known;
        return _accounts[@namespace] = [.. wanted.Select(quota => known.Find(account => IsOf(account, quota)) ?? new QuotaAccount(quota, kind, objects()))];
    }

    // Its status changes with every object; that makes it no other quota.
    private static bool IsOf(QuotaAccount account, ResourceQuota quota) =>
        account.Quota.Metadata.Uid == quota.Metadata.Uid && (ReferenceEquals(account.Quota.Spec, quota.Spec) || account.Quota.Spec.Equals(quota.Spec));
}
