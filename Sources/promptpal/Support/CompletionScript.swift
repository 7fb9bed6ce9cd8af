internal import ArgumentParser

/// The completion script of bash, with additions for words with `=`.
enum CompletionScript {
    /// Returns the script if `arguments` request bash's, else `nil`: the parser's own scripts serve the other
    /// shells.
    static func asked(by arguments: [String]) -> String? {
        let flag = "--generate-completion-script"
        guard arguments == [flag, "bash"] || arguments == ["\(flag)=bash"] else { return nil }
        let script = Promptpal.completionScript(for: .bash)
        let own = "complete -o filenames -F _promptpal promptpal"
        return script.replacing(own, with: joining)
    }

    /// bash splits words at `=` and requests completions for the part after it. This joins NAME=VALUE to one
    /// word again, as the program sees it, and removes the part that bash has already from the answer. No
    /// space follows `NAME=` or `folder/`.
    private static let joining = #"""
        _promptpal_words() {
            local -a words=() reply=()
            local -i index here=0
            for ((index = 0; index <= COMP_CWORD; index++)); do
                local word="${COMP_WORDS[index]}"
                if ((index > 1)) && [[ ${word} == = || ${COMP_WORDS[index - 1]} == = ]] && [[ ${words[here]} != -* || ${word} == = ]]; then
                    words[here]+="${word}"
                else
                    here=${#words[@]}
                    words[here]="${word}"
                fi
            done
            local whole="${words[here]}" typed="${COMP_WORDS[COMP_CWORD]}"
            [[ ${typed} == = ]] && typed=''
            local kept="${whole%"${typed}"}"
            local -a COMP_WORDS=("${words[@]}")
            local -i COMP_CWORD=here
            _promptpal promptpal "${whole}" "${words[here - 1]}"
            for ((index = 0; index < ${#COMPREPLY[@]}; index++)); do
                reply+=("${COMPREPLY[index]#"${kept}"}")
            done
            COMPREPLY=("${reply[@]}")
            if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/] ]]; then compopt -o nospace 2>/dev/null; fi
        }
        complete -o filenames -F _promptpal_words promptpal
        """#
}
