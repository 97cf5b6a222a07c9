using System.Globalization;
using System.Text.RegularExpressions;
using Krewe.Model.Meta;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>
/// The annotation by which a pod is not run on a node that has lost the control plane: once the node's agent has not been heard for so
/// long, it stops the pod's containers, and starts them again only when the control plane has said that the pod is still its. For
/// pods of a fixed name whose data two processes must not touch. Without it a pod runs on, which is what most apps want.
/// </summary>
public static partial class StopWhenCutOff
{
    /// <summary>The annotation: a duration of hours, minutes and seconds such as <c>30s</c> or <c>1m30s</c>.</summary>
    public const string Annotation = "krewe.dev/stop-when-cut-off-after";

    /// <summary>The shortest duration: some heartbeats may be lost without harm.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);

    /// <summary>The longest duration.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>How long a pod may go on without the control plane; null for one that always may.</summary>
    public static TimeSpan? Of(ObjectMeta pod) =>
        pod.Annotations.TryGetValue(Annotation, out var text) && TryParse(text, out var limit) ? limit : null;

    internal static void Validate(IReadOnlyDictionary<string, string> annotations, FieldPath path, FieldErrors errors)
    {
        if (annotations.TryGetValue(Annotation, out var text) && !TryParse(text, out _))
            errors.Invalid(path.Key(Annotation), text, "must be a duration from 5s to 24h in hours, minutes and seconds, such as '30s' or '1m30s'");
    }

    private static bool TryParse(string text, out TimeSpan limit)
    {
        limit = default;
        if (text.Length == 0 || Format().Match(text) is not { Success: true } match)
            return false;
        limit = new TimeSpan(Number(match.Groups["h"]), Number(match.Groups["m"]), Number(match.Groups["s"]));
        return limit >= Shortest && limit <= Longest;
    }

    private static int Number(Group group) => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^((?<h>[0-9]{1,5})h)?((?<m>[0-9]{1,5})m)?((?<s>[0-9]{1,5})s)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Format();
}
