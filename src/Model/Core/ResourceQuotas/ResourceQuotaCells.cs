namespace Krewe.Model.Core;

/// <summary>Cells of tables of resource quotas.</summary>
internal static class ResourceQuotaCells
{
    private const string Limits = "limits.";

    public static string Requests(ResourceQuota quota) => List(quota, name => !name.StartsWith(Limits, StringComparison.Ordinal));

    public static string LimitsOf(ResourceQuota quota) => List(quota, name => name.StartsWith(Limits, StringComparison.Ordinal));

    private static string List(ResourceQuota quota, Func<string, bool> which) => string.Join(", ", quota.Status.Hard
        .Where(hard => which(hard.Key))
        .OrderBy(hard => hard.Key, StringComparer.Ordinal)
        .Select(hard => $"{hard.Key}: {quota.Status.Used.GetValueOrDefault(hard.Key)}/{hard.Value}"));
}
