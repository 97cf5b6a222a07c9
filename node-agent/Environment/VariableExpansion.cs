using System.Text;

namespace Krewe.NodeAgent.Environment;

/// <summary>
/// Expands <c>$(NAME)</c> in commands, arguments and values as Kubernetes does: names that are not known stay as they stand, and
/// <c>$$</c> stands for one dollar sign.
/// </summary>
internal static class VariableExpansion
{
    /// <summary>Expands a text.</summary>
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }
            switch (text[i + 1])
            {
                case '$':
                    result.Append('$');
                    i++;
                    break;
                case '(' when text.IndexOf(')', i + 2) is var end and > 0:
                    var name = text[(i + 2)..end];
                    result.Append(variables.TryGetValue(name, out var value) ? value : text[i..(end + 1)]);
                    i = end;
                    break;
                case '(':
                    result.Append('$');
                    break;
                default:
                    result.Append('$').Append(text[i + 1]);
                    i++;
                    break;
            }
        }
        return result.ToString();
    }
}
