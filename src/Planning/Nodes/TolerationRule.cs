using Krewe.Model.Core;

namespace Krewe.Planning.Nodes;

/// <summary>Whether a pod's tolerations cover a taint.</summary>
public static class TolerationRule
{
    /// <summary>True if the toleration covers the taint; one without key and with operator Exists covers every taint.</summary>
    public static bool Tolerates(Toleration toleration, Taint taint)
    {
        if (toleration.Effect is { Value.Length: > 0 } effect && effect != taint.Effect)
            return false;
        if (!string.IsNullOrEmpty(toleration.Key) && toleration.Key != taint.Key)
            return false;
        return toleration.Operator == TolerationOperator.Exists
            || !string.IsNullOrEmpty(toleration.Key) && (toleration.Value ?? "") == (taint.Value ?? "");
    }

    /// <summary>True if one of the tolerations covers the taint.</summary>
    public static bool Tolerates(IReadOnlyList<Toleration> tolerations, Taint taint)
    {
        foreach (var toleration in tolerations)
        {
            if (Tolerates(toleration, taint))
                return true;
        }
        return false;
    }
}
